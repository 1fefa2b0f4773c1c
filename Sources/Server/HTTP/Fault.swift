import Corpus
import Features
import HTTPTypes
import Jobs
import Models
import Reports
import TrendNumerics

/// What can be wrong with a request or a job. `Words/` says it in each language.
enum Fault: Error, Equatable, Sendable {
    // The request itself
    case malformed
    case unknownHost(String)
    case wrongMethod([String])
    case tokenNeeded
    case forged
    /// A page of another site asks.
    case otherSite
    /// A form is not UTF-8.
    case notUTF8
    case noSuchAddress
    case notJSON
    case badBody(String)
    /// A parameter or a member of a body that an address does not know, and those that it knows.
    case unknownName(String, known: [String])
    /// A form of several parts in place of a plain one.
    case notAForm
    /// A form in place of a file.
    case formInPlaceOfFile
    case bodyTooLarge
    case addressTooLong
    case otherStatus(Int)

    // Its parameters
    case option(InvalidOption)
    case noSuchDay(name: String, value: String)
    case backwards(from: String, to: String)
    case emptyTerm(String)
    case sameTerm(String)
    case noLabel
    case longLabels
    case topics(TopicFault)
    case unnamedReviewer
    /// There is no model, and there are not two labels to choose from.
    case noLabelsToReviewBy
    case nothingToUndo
    case tooManyCorrections(most: Int)
    /// One request gives an article different labels.
    case contradiction(Int)
    case nothingToTag

    // What it asks for
    case notAnArticle
    case noSuchArticle(Int)
    case notYourArticle(Int)
    case anotherArticle(named: String, called: String)
    /// The article, or its labels, are not those that a form showed.
    case changedMeanwhile(Int)
    /// Somebody has corrected the article since it was answered.
    case answerReplaced(Int)
    case topicsChanged
    case noModel
    case noNewModel
    case newModelIsGone
    /// The file of the model is not the one that a training began from.
    case modelReplaced
    case noTopics
    case noCurves
    case nothingToReport
    case nothingToDraw
    case noPicture(String)
    case noSuchReport
    case noSuchJob
    case jobIsOver
    case noFile
    case tooManyJobs(most: Int)

    // Files that come in
    case fileTooLarge
    case emptyFile
    case noRoom
    /// A file is named as a workbook and is text.
    case textNamedOtherwise(String)
    /// A file of a kind that is not read.
    case notTaken(String, kind: String)

    // What jobs throw
    case corpus(CorpusError)
    case job(JobError)
    case model(ModelError)
    case report(ReportError)
    case feature(FeatureError)
    case numerics(NumericsError)
    case unforeseen
}

extension Fault {
    /// Where a reader of the page goes on; nil for the overview.
    var wayOn: String? {
        switch self {
        case .changedMeanwhile(let number), .answerReplaced(let number): "/articles/\(number)"
        case .notYourArticle, .otherSite, .nothingToUndo: "/review"
        case .topicsChanged: "/topics"
        case .modelReplaced: "/train"
        default: nil
        }
    }

    var status: HTTPResponse.Status {
        switch self {
        case .unknownHost: .misdirectedRequest
        case .wrongMethod: .methodNotAllowed
        case .tokenNeeded: .unauthorized
        case .forged, .otherSite: .forbidden
        case .notJSON, .notAForm, .formInPlaceOfFile: .unsupportedMediaType
        case .bodyTooLarge, .fileTooLarge, .tooManyCorrections: .contentTooLarge
        case .addressTooLong: .uriTooLong
        case .otherStatus(let code): .init(code: code)
        case .malformed, .badBody, .unknownName, .notUTF8, .option, .unnamedReviewer, .nothingToTag: .badRequest
        case .job(.noSuchPeriod): .notFound
        // Well formed, as the API's document has it, and yet impossible.
        case .noSuchDay, .backwards, .emptyTerm, .sameTerm, .noLabel, .longLabels, .topics, .contradiction,
            .textNamedOtherwise,
            .notTaken, .emptyFile,
            .job, .model, .report, .feature, .numerics:
            .unprocessableContent
        case .noSuchAddress, .notAnArticle, .noSuchArticle, .nothingToDraw, .noSuchReport, .noSuchJob, .noFile:
            .notFound
        case .notYourArticle, .anotherArticle, .changedMeanwhile, .answerReplaced, .topicsChanged, .noModel,
            .noNewModel,
            .newModelIsGone, .modelReplaced, .noTopics, .noCurves,
            .nothingToReport, .jobIsOver, .noLabelsToReviewBy, .nothingToUndo:
            .conflict
        case .noPicture: .notImplemented
        case .tooManyJobs: .tooManyRequests
        case .noRoom: .init(code: 507)
        case .corpus(.busy): .serviceUnavailable
        case .corpus(.unwritable): .conflict
        case .corpus: .unprocessableContent
        case .unforeseen: .internalServerError
        }
    }

    /// In a word or two, for programs.
    var title: String {
        switch self {
        case .malformed: "Malformed request"
        case .unknownHost: "Unknown host"
        case .wrongMethod: "Unknown method"
        case .tokenNeeded: "Token needed"
        case .forged: "Not from this page"
        case .otherSite: "From another site"
        case .notUTF8: "Not UTF-8"
        case .noSuchAddress: "Not Found"
        case .notJSON: "Not JSON"
        case .badBody: "Invalid body"
        case .unknownName: "Unknown name"
        case .notAForm, .formInPlaceOfFile: "Another form"
        case .contradiction: "Contradiction"
        case .bodyTooLarge: "Too large"
        case .addressTooLong: "Too long"
        case .otherStatus: "Not possible"
        case .option, .noSuchDay, .backwards, .emptyTerm, .sameTerm, .noLabel, .longLabels, .topics:
            "Invalid parameter"
        case .unnamedReviewer: "Who asks?"
        case .noLabelsToReviewBy: "No labels"
        case .nothingToUndo: "Nothing to undo"
        case .tooManyCorrections: "Too many"
        case .nothingToTag: "Nothing to tag"
        case .notAnArticle, .noSuchArticle: "No such article"
        case .notYourArticle: "Not your article"
        case .anotherArticle: "Another article"
        case .changedMeanwhile, .answerReplaced, .topicsChanged: "Changed meanwhile"
        case .noModel: "No model"
        case .noNewModel, .newModelIsGone: "No new model"
        case .modelReplaced: "Another model"
        case .noTopics: "No topics"
        case .noCurves: "No curves"
        case .nothingToReport: "Nothing to report on"
        case .nothingToDraw: "Nothing to draw"
        case .noPicture: "No picture"
        case .noSuchReport: "No such report"
        case .noSuchJob: "No such job"
        case .jobIsOver: "Over"
        case .noFile: "No file"
        case .tooManyJobs: "Too many jobs"
        case .fileTooLarge: "File too large"
        case .emptyFile: "Empty file"
        case .noRoom: "No room"
        case .notTaken: "Not a file of articles"
        case .textNamedOtherwise: "Not what its name says"
        case .corpus(.busy): "Busy"
        case .corpus(.unwritable): "Cannot be written"
        case .corpus: "Cannot be read"
        case .job(.noSuchPeriod): "No such period"
        case .job, .model, .report, .feature, .numerics: "Not possible"
        case .unforeseen: "Internal error"
        }
    }
}
