/// Cross-validates a row of values of C; document i is held out in fold i mod `folds`.
///
/// - Parameter values: of C, rising, separated by commas.
func path(matrix path: String, values: String, folds: Int) throws {
    throw UsageError("path: not there yet")
}
