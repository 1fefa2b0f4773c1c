import Corpus
import Jobs
import Text

extension Fault {
    /// What is wrong and how to mend it, without options of a command: who reads it sits before a page or a program.
    var english: String {
        switch self {
        case .malformed:
            "this is no HTTP request; an address takes other signs than ASCII percent-encoded, as with "
                + "curl -G --data-urlencode term=芯片 …"
        case .unknownHost(let name):
            "the server is not called '\(name)'; call it localhost, or a name that it was started with"
        case .wrongMethod(let allowed): "this address takes " + allowed.joined(separator: ", ")
        case .tokenNeeded: "send the token of the server: Authorization: Bearer TOKEN"
        case .forged:
            "a change needs the header \(Keys.header.rawName) with the value of GET /api/v1/session, or a form of this "
                + "page; load the page again"
        case .otherSite:
            "a page of another site asked for this, so nothing was done; open it from a page of this server"
        case .notUTF8: "the form is not UTF-8, so nothing was kept; send it as UTF-8, percent-encoded"
        case .noSuchAddress: "there is nothing at this address"
        case .notJSON: "send the body as application/json"
        case .badBody(let reason): reason
        case .unknownName(let name, let known):
            "'\(name)' is unknown here; "
                + (known.isEmpty ? "this address takes nothing" : "known are: " + known.joined(separator: ", "))
        case .notAForm: "send the form as application/x-www-form-urlencoded, not in several parts"
        case .formInPlaceOfFile:
            "the body came as a form, not as the file is; send the file itself: curl --data-binary @FILE -H "
                + "'Content-Type: application/octet-stream' …"
        case .bodyTooLarge: "the body of the request is too large"
        case .addressTooLong:
            "the question is longer than an address takes (\(Limits.address >> 10) KB); ask with fewer words"
        case .otherStatus: "the request cannot be answered"
        case .option(let option): option.description
        case .noSuchDay(let name, let value): "\(name) is '\(value)'; there is no such period"
        case .backwards(let from, let to): "from is \(from), which is after the end, \(to)"
        case .emptyTerm(let term): "the term '\(term)' holds no word"
        case .sameTerm(let term): "the term '\(term)' is named twice"
        case .noLabel: "name at least one label; '-', '无' and the like are none"
        case .longLabels: "name at most \(ReviewDesk.mostLabels) labels of 100 characters"
        case .topics(let fault): fault.description
        case .unnamedReviewer: "name yourself in up to 64 characters"
        case .noLabelsToReviewBy: "without a model, two labels are needed to choose from: post their names first"
        case .nothingToUndo: "there is no answer to take back"
        case .tooManyCorrections(let most): "send at most \(most) corrections at once"
        case .contradiction(let number): "article \(number) is given different labels; send one correction of it"
        case .nothingToTag: "give a text"
        case .notAnArticle: "articles are called by numbers from 1 on"
        case .noSuchArticle(let number): "the archive has no article \(number)"
        case .notYourArticle(let number): "article \(number) is not before you any more; go on with the next one"
        case .anotherArticle(let named, let called):
            "the correction names '\(named)', its article is called '\(called)'; nothing was kept of it"
        case .changedMeanwhile(let number):
            "article \(number) has changed since it was shown: somebody corrected it, or another archive is in its place; "
                + "nothing was kept; look at it as it is now"
        case .answerReplaced(let number):
            "somebody has corrected article \(number) since you answered; that correction stays"
        case .topicsChanged: "the topics have changed since they were shown; nothing was kept; open them again"
        case .noModel: "the server was started without a model"
        case .noNewModel: "train one first"
        case .newModelIsGone: "its file is gone; train again"
        case .modelReplaced:
            "another model lies in the place of the one that the training began from, so the new one was not taken; train "
                + "again to compare it with that one"
        case .noTopics: "find topics first"
        case .noCurves: "work the curves out first"
        case .nothingToReport: "no article of the archive has a date"
        case .nothingToDraw: "there is no period with articles"
        case .noPicture(let reason): reason
        case .noSuchReport: "there is no such file among the reports"
        case .noSuchJob: "there is no such job, or it is forgotten"
        case .jobIsOver: "the job is over and cannot be cancelled"
        case .noFile: "the job has left no file, or it is gone"
        case .tooManyJobs(let most): "\(most) jobs wait already; try again later"
        case .fileTooLarge: "at most \(Limits.upload >> 20) MB are taken"
        case .emptyFile: "the file has no content"
        case .noRoom: "the file cannot be kept on the server's disk"
        case .textNamedOtherwise(let name):
            "'\(name)' is text and not what its name says; save it anew from where it comes, or call it .txt"
        case .notTaken(let name, let kind):
            "'\(name)' is \(kind), which is not taken; save it as text, CSV or a workbook (.xlsx), and unpack archives"
        case .corpus(.busy): "another program is writing to the archive; try again in a moment"
        case .corpus(.unwritable(let path, let reason)):
            // Who reads it cannot choose a folder.
            "'\(path.split(separator: "/").last ?? "")' cannot be written: "
                + Problem.plain(reason.replacing(/(;|, or) name another folder/, with: ""))
                + "; whoever runs the server can mend this"
        case .corpus(let error): Problem.plain(error.description)
        case .job(.tooManyRejects(let reading, let limit, let consequence)):
            "\(reading.rejected) of \(counted(reading.records, "record")) could not be read, which is more than the limit of "
                + "\(limit), so \(consequence): " + reading.examples.joined(separator: "; ")
        case .job(let error): Problem.plain(error.description)
        case .model(let error): error.description
        case .report(let error): Problem.plain(error.description)
        case .feature(let error): error.description
        case .numerics(let error): Problem.plain(error.description)
        case .unforeseen: "the server's log says more"
        }
    }
}
