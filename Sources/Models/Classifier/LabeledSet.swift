import Text
import TrendNumerics
import Corpus
import Features

/// The articles to learn from, with numbered labels and with texts as rows of features.
///
/// Texts are vectorized once. If some articles are held out, the column weights are computed from the others alone, and
/// columns that none of the others has weigh 0, as if the others had been vectorized separately.
struct LabeledSet {
    /// The label numbers of each article; empty if all its labels are rare.
    let labelSets: [[Int]]
    let choice: LabelChoice
    /// The number of articles that were corrected by a person.
    let corrected: Int
    /// The weight of each article.
    private let weights: [Float]
    let kind: LogisticRegressionModel.Kind
    private let options: ArticleClassifier.Options
    private let vectorizer: TFIDFVectorizer
    private let matrix: CSRMatrix
    /// In a single-label model, the articles of labels that were left out: there is nothing to learn from them, but
    /// whatever label the model gives them is wrong. No rows otherwise. Of very many, every nth.
    private let leftOut: CSRMatrix
    private let leftOutStride: Int
    /// The dense features of the rows of `matrix`, of `leftOut` and of `unlabeled`; empty without them.
    let dense: DenseFeatures?
    private let denseRows: DenseRows
    private let denseLeftOut: DenseRows
    private let denseUnlabeled: DenseRows
    /// Texts without labels, to be learned from where the model is sure.
    private let unlabeled: CSRMatrix
    /// What a fit makes small.
    let loss: BackgroundUse.Loss
    /// Names of labels as texts, where vectors know what they mean, with the label of each.
    private let names: (labels: [Int], rows: CSRMatrix, dense: DenseRows)

    /// Vectorizes the labeled articles.
    ///
    /// - Parameters:
    ///   - articles: the articles; those without labels are skipped.
    ///   - texts: the normalized texts of the articles, in the same order, which are released once they are rows of
    ///     features; `nil` to normalize them here.
    ///   - options: the settings of training.
    ///   - dense: vectors of texts as further features.
    ///   - loss: what a fit makes small.
    ///   - unlabeled: texts without labels, to be learned from where the model is sure.
    ///   - most: the maximum number of labels to learn; `nil` for that of a model.
    /// - Throws: `ModelError` and `FeatureError` if there is nothing to learn.
    init(
        _ articles: [Article], _ texts: consuming [ArticleText]? = nil, options: ArticleClassifier.Options,
        dense: DenseFeatures? = nil, loss: BackgroundUse.Loss = .logistic,
        unlabeled textsUnlabeled: [[UInt32]] = [], most: Int? = nil
    ) throws {
        self.options = options
        var labeled = articles.indices.filter { !articles[$0].industries.isEmpty }
        guard !labeled.isEmpty else { throw ModelError.noLabels(articles: articles.count) }
        var given = labeled.map {
            ArticleClassifier.givenLabels(articles[$0], isSingleLabel: options.isSingleLabel)
        }
        var counts: [String: Int] = [:]
        for label in given.joined() { counts[label, default: 0] += 1 }
        choice = try LabelChoice(
            counts: counts, articles: labeled.count, minimum: options.minimumLabelCount,
            most: most
                ?? ArticleClassifier.mostLabels(articles: labeled.count, isSingleLabel: options.isSingleLabel))
        let labels = choice.labels
        let indexOfLabel = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices))
        var rare: [Int] = []
        if options.isSingleLabel {
            rare = zip(labeled, given).filter { indexOfLabel[$1[0]] == nil }.map(\.0)
            labeled = labeled.filter { indexOfLabel[articles[$0].industries[0]] != nil }
            given = given.filter { indexOfLabel[$0[0]] != nil }
        }
        leftOutStride = max(1, rare.count / HeldOutSample.size)
        rare = stride(from: 0, to: rare.count, by: leftOutStride).map { rare[$0] }
        kind = options.kind(classes: labels.count)
        labelSets = given.map { $0.compactMap { indexOfLabel[$0] } }
        weights = labeled.map { articles[$0].isCorrected ? options.correctionWeight : 1 }
        corrected = labeled.count { articles[$0].isCorrected }
        let threads = options.regression.compute.threads
        let scalars: [[UInt32]]
        let scalarsLeftOut: [[UInt32]]
        if let texts = consume texts {
            scalars = labeled.map { texts[$0].scalars }
            scalarsLeftOut = rare.map { texts[$0].scalars }
        } else {
            scalars = labeled.map { articles[$0] }.normalized(threads: threads).scalars
            scalarsLeftOut = rare.map { articles[$0] }.normalized(threads: threads).scalars
        }
        (vectorizer, matrix) = try TFIDFVectorizer.fitTransform(
            scalars, options: options.tfidf, most: ArticleClassifier.mostFeatures(labels: labels.count),
            threads: threads)
        leftOut =
            scalarsLeftOut.isEmpty
            ? matrix.selecting(rows: []) : vectorizer.transform(scalarsLeftOut, threads: threads)
        unlabeled =
            textsUnlabeled.isEmpty
            ? matrix.selecting(rows: []) : vectorizer.transform(textsUnlabeled, threads: threads)
        (self.dense, self.loss) = (dense, loss)
        denseRows = DenseRows(scalars, by: dense, threads: threads)
        denseLeftOut = DenseRows(scalarsLeftOut, by: dense, threads: threads)
        denseUnlabeled = DenseRows(textsUnlabeled, by: dense, threads: threads)
        let named =
            loss == .squares
            ? DenseRows.named(labels, by: dense) : (labels: [], texts: [], rows: denseRows.selecting([]))
        names = (named.labels, vectorizer.transform(named.texts), named.rows)
    }

    /// Fits a model to all articles, and to as many texts without labels as it is sure of.
    ///
    /// - Returns: beside the model, the number of those texts.
    func fit(
        _ regression: LogisticRegression
    ) throws -> (TFIDFVectorizer, LogisticRegressionModel, Optimality, sure: Int) {
        guard isSupervised || unlabeled.rows > 0 || !names.labels.isEmpty else {
            let (model, optimality) = try fit(denseRows.appended(to: matrix), labelSets, weights, regression)
            return (vectorizer, model, optimality, 0)
        }
        let lesson = try lesson(Array(labelSets.indices), regression)
        let (model, optimality) = try fit(lesson.features, lesson.labelSets, lesson.weights, regression)
        return (
            try TFIDFVectorizer(
                options: vectorizer.options, columns: vectorizer.columns, columnWeights: lesson.columnWeights),
            model, optimality, lesson.labelSets.count - labelSets.count - names.labels.count
        )
    }

    /// The held-out score of each value of C, over five folds.
    ///
    /// - Throws: `ModelError.tooFewToChooseC` for fewer than two articles per fold.
    func scores(of values: [Float], _ regression: LogisticRegression) throws -> [HeldOutScore] {
        guard labelSets.count >= 2 * ArticleClassifier.folds else {
            throw ModelError.tooFewToChooseC(articles: labelSets.count, needed: 2 * ArticleClassifier.folds)
        }
        var regression = regression
        regression.tolerance = max(regression.tolerance, RegularizationSearch.defaultTolerance)
        return try RegularizationSearch(regression, values: values, foldOf: foldOf)
            .scores(
                Targets(labelSets, for: kind), documentWeights: weights, classes: choice.labels.count,
                isSingleLabel: options.isSingleLabel, features: features)
    }

    /// What the scores of `heldOutScores` teach; nothing where there are too few articles.
    ///
    /// - Complexity: five fits on four fifths of the articles, and fewer of more than a hundred thousand articles with a
    ///   hundred labels. With a single label they are less exact than the model's own, and fewer where there are more
    ///   articles than a sample needs.
    ///
    /// - Returns: beside it the line that turns scores of least squares into log-odds; nil for a logistic model, whose
    ///   scores are log-odds.
    func heldOut(_ regression: LogisticRegression) throws -> (HeldOut, LogOdds?)? {
        var regression = regression
        if options.isSingleLabel {
            regression.tolerance = max(regression.tolerance, RegularizationSearch.defaultTolerance)
        }
        let folds = LabeledSet.heldOutFolds(
            articles: labelSets.count, labels: choice.labels.count, isSingleLabel: options.isSingleLabel)
        return try heldOutScores(regression, folds: folds).map { articles, scores, leftOut in
            let sets = articles.map { labelSets[$0] }
            let line =
                loss == .squares
                ? LogOdds(
                    scores: scores, labelSets: sets, labels: choice.labels.count,
                    isSingleLabel: options.isSingleLabel) : nil
            return (
                HeldOut(
                    scores: line?.of(scores) ?? scores, labelSets: sets,
                    leftOut: line?.of(leftOut) ?? leftOut, timesLeftOut: leftOutStride,
                    labels: choice.labels.count, hasVectors: dense != nil,
                    isFitted: line != nil, options: options),
                line
            )
        }
    }

    /// How well the articles of some folds are judged by models of the others; nil where there are too few articles.
    func judgement(_ regression: LogisticRegression, folds: Int) throws -> HeldOutJudgement? {
        try heldOutScores(regression, folds: folds).map { articles, scores, _ in
            HeldOutJudgement(
                scores, articles.map { labelSets[$0] }, labels: choice.labels.count,
                isSingleLabel: options.isSingleLabel)
        }
    }

    /// The scores of each article by a model of the other folds: articles × labels, row by row; `nil` if there are too
    /// few articles.
    func heldOutScores(_ regression: LogisticRegression) throws -> [Float]? {
        try heldOutScores(regression, folds: ArticleClassifier.folds)?.scores
    }

    /// The scores of the articles of the first folds, each by a model of the other folds.
    ///
    /// - Parameter judged: the number of folds.
    /// - Returns: the articles, in ascending order, and articles × labels, row by row; the same for as large a part of
    ///   the articles of labels that were left out; `nil` if there are too few articles.
    func heldOutScores(
        _ regression: LogisticRegression, folds judged: Int
    ) throws -> (articles: [Int], scores: [Float], leftOut: [Float])? {
        guard labelSets.count >= 2 * ArticleClassifier.folds else { return nil }
        let foldOf = foldOf
        var alone = regression
        alone.compute = regression.compute.part(1 / Double(judged))
        alone.compute.threads = 1
        let parts = try Parallel.map(judged, threads: regression.compute.threads) { [alone] fold in
            let (training, heldOut) = StratifiedSplit.parts(foldOf, heldOut: fold)
            let othersRows = (0..<leftOut.rows).filter { $0 % ArticleClassifier.folds == fold }
            let others = leftOut.selecting(rows: othersRows)
            let lesson = try lesson(training, alone)
            let judged = [
                try features(matrix.selecting(rows: heldOut), denseRows.selecting(heldOut), lesson.columnWeights),
                try features(others, denseLeftOut.selecting(othersRows), lesson.columnWeights),
            ]
            let scores = try judge(lesson, alone, CSRMatrix(stacking: judged, columns: lesson.features.columns))
            let own = heldOut.count * choice.labels.count
            return (heldOut, Array(scores[..<own]), Array(scores[own...]))
        }
        let labels = choice.labels.count
        let articles = labelSets.indices.filter { foldOf[$0] < judged }
        var places = [Int](repeating: 0, count: labelSets.count)
        for (place, article) in articles.enumerated() { places[article] = place }
        var scores = [Float](repeating: 0, count: articles.count * labels)
        for (heldOut, own, _) in parts {
            for (row, document) in heldOut.enumerated() {
                for label in 0..<labels { scores[places[document] * labels + label] = own[row * labels + label] }
            }
        }
        return (articles, scores, parts.flatMap(\.2))
    }

    /// The number of folds to hold out, of `ArticleClassifier.folds`.
    static func heldOutFolds(articles: Int, labels: Int, isSingleLabel: Bool) -> Int {
        let folds = ArticleClassifier.folds
        if isSingleLabel { return min(folds, (HeldOutSample.size * folds + articles - 1) / articles) }
        return min(folds, max(1, folds * ArticleClassifier.mostHeldOutScores / (articles * labels)))
    }

    private var foldOf: [Int] {
        StratifiedSplit.folds(labelSets, folds: ArticleClassifier.folds, seed: options.regression.compute.seed)
    }

    private var isSupervised: Bool { labelSets.count >= ArticleClassifier.minimumForSupervision }

    private func columnWeights(_ rows: CSRMatrix, _ labelSets: [[Int]]) -> [Float] {
        let labels = choice.labels.count
        // Counts of all columns × labels at once would take as much memory as the weights.
        return Parallel.chunks(of: rows.columns, size: max(1, LabeledSet.countsAtOnce / labels)).flatMap { piece in
            options.columnWeights(
                piece.count == rows.columns
                    ? LabelCounts(rows, labels: labelSets, classes: labels)
                    : LabelCounts(rows, labels: labelSets, classes: labels, columns: piece),
                isSupervised: isSupervised)
        }
    }

    /// Columns × labels.
    private static let countsAtOnce = 1 << 25

    private func features(training: [Int], heldOut: [Int]) throws -> (CSRMatrix, CSRMatrix) {
        let lesson = try lesson(training, sure: [])
        return (
            lesson.features,
            try features(matrix.selecting(rows: heldOut), denseRows.selecting(heldOut), lesson.columnWeights)
        )
    }

    /// What a label's name counts beside a labeled article. With 20 labeled titles names gained 6 and 11 points of
    /// accuracy, with 50 two and six, with 300 none; weights from 0.3 to 3 differed by a point at most.
    private static let nameWeight: Float = 0.3

    /// What a fit takes.
    private struct Lesson {
        var features: CSRMatrix
        var labelSets: [[Int]]
        var weights: [Float]
        var columnWeights: [Float]
    }

    /// Some of the labeled articles, and the texts without labels of which a model of these is sure.
    private func lesson(_ training: [Int], _ regression: LogisticRegression) throws -> Lesson {
        var lesson = try lesson(training, sure: [])
        guard unlabeled.rows > 0 else { return lesson }
        let judged = try features(unlabeled, denseUnlabeled, lesson.columnWeights)
        for _ in 0..<SelfTraining.rounds {
            let scores = try judge(lesson, regression, judged)
            var sure = SelfTraining.sure(
                scores, labels: choice.labels.count, isSingleLabel: options.isSingleLabel)
            if options.isSingleLabel {
                SelfTraining.balance(&sure, labeled: training.map { labelSets[$0] }, labels: choice.labels.count)
            }
            lesson = try self.lesson(training, sure: sure)
        }
        return lesson
    }

    /// The scores of other rows by a model of a lesson.
    private func judge(_ lesson: Lesson, _ regression: LogisticRegression, _ judged: CSRMatrix) throws -> [Float] {
        switch loss {
        case .logistic:
            try regression.scores(
                lesson.features, Targets(lesson.labelSets, for: kind), classes: choice.labels.count,
                documentWeights: lesson.weights, judged: judged)
        case .squares:
            try fit(lesson.features, lesson.labelSets, lesson.weights, regression).0.scores(
                judged, threads: regression.compute.threads)
        }
    }

    private func lesson(_ training: [Int], sure: [SelfTraining.SureText]) throws -> Lesson {
        let texts = sure.map(\.text)
        var learned = matrix.selecting(rows: training)
        var sets = training.map { labelSets[$0] }
        let weighing: (CSRMatrix, [[Int]])
        if unlabeled.rows > 0, !isSupervised {
            // How rare an n-gram is, all texts tell.
            weighing = (
                CSRMatrix(stacking: [learned, unlabeled], columns: learned.columns),
                sets + Array(repeating: [], count: unlabeled.rows)
            )
        } else {
            weighing = (learned, sets)
        }
        let columnWeights = columnWeights(weighing.0, weighing.1)
        var dense = denseRows.selecting(training)
        if !sure.isEmpty || !names.labels.isEmpty {
            learned = CSRMatrix(
                stacking: [learned, unlabeled.selecting(rows: texts), names.rows], columns: learned.columns)
            dense.append(denseUnlabeled.selecting(texts))
            dense.append(names.dense)
            sets += sure.map(\.labels) + names.labels.map { [$0] }
        }
        return Lesson(
            features: try features(learned, dense, columnWeights), labelSets: sets,
            weights: training.map { weights[$0] } + sure.map(\.weight)
                + names.labels.map { _ in LabeledSet.nameWeight },
            columnWeights: columnWeights)
    }

    /// Rows of the vectorizer's own weights, at other weights, with their dense features.
    private func features(_ rows: CSRMatrix, _ dense: DenseRows, _ columnWeights: [Float]) throws -> CSRMatrix {
        dense.appended(to: try vectorizer.reweighting(rows, with: columnWeights).1)
    }

    private func fit(
        _ features: CSRMatrix, _ labelSets: [[Int]], _ weights: [Float], _ regression: LogisticRegression
    ) throws -> (LogisticRegressionModel, Optimality) {
        switch loss {
        case .logistic:
            try regression.fit(
                features, Targets(labelSets, for: kind), classes: choice.labels.count, documentWeights: weights)
        case .squares:
            try LeastSquares(compute: regression.compute).fit(
                features, labelSets, classes: choice.labels.count, documentWeights: weights,
                classWeight: regression.classWeight, kind: kind)
        }
    }
}
