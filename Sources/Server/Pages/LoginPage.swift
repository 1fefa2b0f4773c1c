/// Asks for the server's token.
struct LoginPage {
    let request: PageRequest
    let isWrong: Bool

    var page: HTML {
        let words = request.words
        let wrong: HTML = isWrong ? "<p class=\"problem\" role=\"alert\">\(words.wrongToken)</p>\n" : ""
        return request.page(
            words.token, nil,
            wrong
                + """
                <form class="ask" method="post" action="/login">\(request.formKey)
                <label>\(words.token) <input type="password" name="token" autocomplete="current-password" required="required"/></label>
                <button>\(words.enter)</button></form>

                """)
    }
}
