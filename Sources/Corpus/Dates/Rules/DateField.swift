extension CalendarDate {
    /// Reads a date field: `2024-05-26`, `2024/5/26`, `2024.5.26`, `2024年5月26日`, `20240526`, each with
    /// or without a time or other words after it, or seconds or milliseconds since 1970.
    ///
    /// A time with a zone (`Z`, `+00:00`) is moved to China time; one without is taken as it stands.
    public init?(parsing field: String) {
        var scanner = DateScanner(field)
        scanner.skipSpaces()
        if let moment = scanner.epochSeconds() {
            self.init(chinaTimeAt: moment)
            return
        }
        guard let day = scanner.date() else { return nil }
        self.init(daysSince1970: day.daysSince1970 + scanner.dayShiftToChinaTime())
    }
}
