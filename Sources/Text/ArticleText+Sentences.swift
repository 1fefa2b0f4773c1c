extension ArticleText {
    /// A sentence of the body.
    package struct Sentence {
        /// The text of the body, on one line.
        package let text: String
        /// The normalized text: a slice of the article's scalars.
        package let scalars: ArraySlice<UInt32>
    }

    /// The sentences of the body, as `Sentences.of` splits them, each with its part of the normalized text.
    ///
    /// - Complexity: linear in the body. A sentence whose scalars normalize one by one is only compared with its part.
    ///   A sentence with `…` or the like, whose length changes, is normalized by itself to find its end.
    package func sentences() -> [Sentence] {
        var place = bodyStart
        // No known text loses its place. If one does, its remaining sentences are normalized by themselves.
        var isLost = false
        return Sentences.of(body).map { sentence in
            while place < scalars.count, scalars[place] == 0x20 { place += 1 }
            if !isLost, let end = normalizer.end(of: sentence, in: scalars, from: place) {
                defer { place = end }
                return Sentence(text: sentence, scalars: scalars[place..<end])
            }
            let piece = normalizer.scalars(of: sentence)
            if !isLost, scalars[place...].starts(with: piece) {
                defer { place += piece.count }
                return Sentence(text: sentence, scalars: scalars[place..<place + piece.count])
            }
            isLost = true
            return Sentence(text: sentence, scalars: piece[...])
        }
    }
}

extension TextNormalizer {
    /// The end of a text's normalized form that begins at a given position.
    ///
    /// - Parameter text: without white space at its ends.
    /// - Returns: nil if the text does not begin there or has scalars that do not normalize one by one.
    fileprivate func end(of text: String, in scalars: [UInt32], from start: Int) -> Int? {
        // Other words have other lengths.
        if words != nil { return nil }
        let table = characters
        var place = start
        for scalar in text.unicodeScalars {
            guard let simple = TextNormalizer.simple(scalar.value, table) else { return nil }
            let isBlank = TextNormalizer.isSimpleBlank(simple)
            if isBlank, place == start || scalars[place - 1] == 0x20 { continue }
            guard place < scalars.count, scalars[place] == (isBlank ? 0x20 : simple) else { return nil }
            place += 1
        }
        return place
    }
}
