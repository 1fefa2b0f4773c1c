/// Which of the lists within a JSON object hold its records: the one that was found at the object's beginning, and all
/// others whose records are like its own, as articles by month or by section and pages of an answer are. Lists beside the
/// articles, of comments or of recommended ones, are not read and counted.
struct JSONListChoice {
    private var walk: JSONWalk
    private let fields: FieldMapping
    /// Where the first list's objects begin.
    private let start: Int
    /// The levels around the first list.
    private let levels: [JSONWalk.Level]
    /// Of the first list's records.
    private var shape: JSONRecordShape?

    /// The list that is being read.
    private var name = ""
    private var count = 0
    private var isRead = false
    /// The list's first object decides.
    private var isFirst = false
    private var isFound = false

    /// Objects beside the lists, and the one that ended last, if it is an article.
    private var loose: JSONLooseArticles
    private(set) var article: [UInt8]?

    private var read = ReadingRemarks.Counts()
    private var notRead = ReadingRemarks.Counts()

    /// - Parameter head: what stands before the first list's objects.
    init(_ head: some Collection<UInt8>, isUTF8: Bool, _ fields: FieldMapping) {
        walk = JSONWalk(isUTF8: isUTF8)
        self.fields = fields
        loose = JSONLooseArticles(fields)
        start = head.count
        var walk = walk
        for byte in head where walk.meets(byte) { walk.enterObject() }
        levels = walk.levels
    }

    var isOutside: Bool { walk.isOutside }

    /// Takes a byte, unless it begins the objects of a list, which are to be given to `takes`.
    ///
    /// - Parameter offset: of the byte in the file.
    mutating func meetsList(_ byte: UInt8, at offset: Int) -> Bool {
        article = nil
        let open = walk.levels.count
        guard walk.meets(byte) else {
            meetOther(byte, open)
            return false
        }
        loose.meetList()
        let isChosen = !isFound && offset >= start
        if !isChosen, isAround() {
            walk.enterObject()
            loose.open()
            return false
        }
        name = walk.path
        (count, isFirst, isRead) = (0, true, isChosen)
        isFound = isFound || isChosen
        return true
    }

    private mutating func meetOther(_ byte: UInt8, _ open: Int) {
        var opened: Bool?
        if walk.levels.count > open { opened = walk.levels.last?.isObject == true ? true : nil }
        if walk.levels.count < open, byte == UInt8(ascii: "}") { opened = false }
        guard let found = loose.take(byte, opened: opened),
            !walk.levels.contains(where: { JSONRecordShape.isBeside($0.name) })
        else { return }
        article = found
        read.add(walk.path, 1)
    }

    /// The objects of this list hold the lists, as pages do.
    private func isAround() -> Bool {
        walk.levels.count < levels.count && walk.levels.elementsEqual(levels.prefix(walk.levels.count))
    }

    /// Whether an object of the list is a record.
    mutating func takes(_ object: ArraySlice<UInt8>) -> Bool {
        if isFirst {
            isFirst = false
            if isRead {
                shape = JSONRecordShape(object, fields)
            } else if let shape, !walk.levels.contains(where: { JSONRecordShape.isBeside($0.name) }) {
                isRead = shape.isLike(JSONRecordShape(object, fields))
            }
        }
        count += 1
        return isRead
    }

    mutating func leaveList() {
        walk.leaveList()
        if isRead { read.add(name, count) } else { notRead.add(name, count) }
    }

    /// Nothing where there is one list.
    var remarks: ReadingRemarks {
        var remarks = ReadingRemarks()
        guard !notRead.isEmpty || read.items.count > 1 || read.more > 0 else { return remarks }
        remarks.listsRead = read
        remarks.listsNotRead = notRead
        return remarks
    }
}
