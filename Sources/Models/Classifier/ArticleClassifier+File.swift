import TrendNumerics
import Corpus
import Features

extension ArticleClassifier {
    private struct Settings: Codable {
        var labels: [String]
        var isSingleLabel: Bool
        var tfidf: TFIDFOptions
        var kind: LogisticRegressionModel.Kind
        /// The calibration of models from before the section CALB.
        var calibration: SharedCalibration?
        var training: Training
        var reading: ReadingSettings
    }

    private struct SharedCalibration: Codable {
        var slope: Double
        var intercept: Double
        var threshold: Double
    }

    /// Writes the classifier to a model file.
    ///
    /// - Parameter reading: the settings with which the training articles were read; stored beside the model.
    /// - Throws: `CorpusError.unwritable`.
    public func write(to path: String, reading: ReadingSettings) throws {
        try write(to: path, reading: reading) { _ in }
    }

    /// Writes the classifier and further parts to a model file.
    ///
    /// - Parameter addParts: adds the sections of the further parts.
    func write(to path: String, reading: ReadingSettings, addParts: (inout ModelFile) throws -> Void) throws {
        var file = ModelFile()
        try file.add(
            "CLAS",
            json: Settings(
                labels: labels, isSingleLabel: isSingleLabel, tfidf: vectorizer.options, kind: regression.kind,
                calibration: nil, training: training, reading: reading))
        if let calibration { try file.add("CALB", json: calibration) }
        if let confidence { try file.add("CONF", json: confidence) }
        file.add(vectorizer)
        try dense?.add(to: &file)
        file.add("WGHT", array: regression.weights)
        file.add("ICPT", array: regression.intercepts)
        try heldOut?.add(to: &file)
        try addParts(&file)
        try file.write(to: path)
    }

    /// Reads a classifier from a model file.
    ///
    /// - Returns: the classifier, and the settings with which its training articles were read.
    /// - Throws: `CorpusError` if the file cannot be read, `ModelError` if it is not a classifier.
    public static func read(from path: String) throws -> (ArticleClassifier, ReadingSettings) {
        try read(ModelFile(path: path))
    }

    static func read(_ file: ModelFile) throws -> (ArticleClassifier, ReadingSettings) {
        guard file.has("CLAS") else { throw ModelError.otherKind("a topic model", wanted: "a classifier") }
        let settings = try file.json("CLAS", as: Settings.self)
        let vectorizer = try file.vectorizer(options: settings.tfidf)
        let dense = try DenseFeatures(from: file)
        let regression = try file.regression(
            settings.kind, features: vectorizer.columns.count + (dense?.width ?? 0), classes: settings.labels.count)
        let shared = settings.calibration.map {
            Calibration(
                slope: $0.slope, intercept: $0.intercept, threshold: $0.threshold, labels: settings.labels.count)
        }
        let classifier = try ArticleClassifier(
            labels: settings.labels, isSingleLabel: settings.isSingleLabel, vectorizer: vectorizer, dense: dense,
            regression: regression,
            calibration: file.has("CALB") ? try file.json("CALB", as: Calibration.self) : shared,
            confidence: file.has("CONF") ? try file.json("CONF", as: ConfidenceMap.self) : nil,
            heldOut: try HeldOutSample.read(
                file, labels: settings.labels.count, isSingleLabel: settings.isSingleLabel),
            training: settings.training)
        return (classifier, settings.reading)
    }
}

extension ModelFile {
    /// The sections of a vectorizer's n-grams and of their weights.
    struct VectorizerNames {
        var nodes = "NODE"
        var weights = "COLW"
        static let classifier = VectorizerNames()
    }

    mutating func add(_ vectorizer: TFIDFVectorizer, _ names: VectorizerNames = .classifier) {
        switch vectorizer.columns {
        case .vocabulary(let vocabulary): add(names.nodes, array: vocabulary.nodes)
        case .hashed(let hashed): add("HASH", [UInt8(hashed.bits)])
        }
        add(names.weights, array: vectorizer.columnWeights)
    }

    func regression(_ kind: LogisticRegressionModel.Kind, features: Int, classes: Int) throws -> LogisticRegressionModel
    {
        do {
            return try LogisticRegressionModel(
                kind: kind, features: features, classes: classes, weights: array("WGHT", of: Float.self),
                intercepts: array("ICPT", of: Float.self))
        } catch NumericsError.damagedModel(let reason) {
            throw ModelError.damagedModel(reason)
        }
    }

    func vectorizer(options: TFIDFOptions, _ names: VectorizerNames = .classifier) throws -> TFIDFVectorizer {
        do {
            // The options are validated again, since a file may hold any figures.
            let options = try TFIDFOptions(
                ngrams: options.shortest, to: options.longest,
                minimumDocumentFrequency: options.minimumDocumentFrequency,
                maximumDocumentFrequency: options.maximumDocumentFrequency,
                maximumFeatures: options.maximumFeatures, termFrequency: options.termFrequency)
            let columns: Columns
            if names.nodes == VectorizerNames.classifier.nodes, has("HASH") {
                let bytes = try bytes("HASH")
                columns = .hashed(try HashedColumns(bits: bytes.count == 1 ? Int(bytes[0]) : -1))
            } else {
                columns = .vocabulary(try Vocabulary(nodes: array(names.nodes, of: Vocabulary.Node.self)))
            }
            return try TFIDFVectorizer(
                options: options, columns: columns, columnWeights: array(names.weights, of: Float.self))
        } catch is FeatureError {
            throw ModelError.damagedModel("its vocabulary is inconsistent")
        }
    }
}
