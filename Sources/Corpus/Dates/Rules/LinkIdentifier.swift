extension CalendarDate {
    /// Baijiahao: `id >> 20` is milliseconds since 1970; Toutiao: `id >> 32` is seconds.
    ///
    /// - Parameter latest: a later day is none.
    init?(fromSnowflakeIn link: String, through latest: CalendarDate?) {
        let lowered = link.lowercased()
        let isBaijiahao = lowered.contains("baijiahao.baidu.com") || lowered.contains("mbd.baidu.com")
        let isToutiao = lowered.contains("toutiao.com") || lowered.contains("ixigua.com")
        guard isBaijiahao || isToutiao else { return nil }
        for digits in lowered.split(whereSeparator: { !$0.isASCII || !$0.isNumber }) where digits.count == 19 {
            guard let id = Int(digits) else { continue }
            if let day = CalendarDate(chinaTimeAt: isBaijiahao ? (id >> 20) / 1000 : id >> 32),
                (2010...2099).contains(day.year), day.canBePublication(through: latest)
            {
                self = day
                return
            }
        }
        return nil
    }
}
