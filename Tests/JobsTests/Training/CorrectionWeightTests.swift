import Archive
import Corpus
import Foundation
import Jobs
import TestSupport
import Testing

/// What people said of articles weighs the same wherever it is kept.
@Suite struct CorrectionWeightTests {
    @Test func anArchivesCorrectionsWeighAsThoseOfAFile() throws {
        let sample = Sample.shared
        let folder = try TemporaryFolder()
        let archive = folder.path + "/a.db"
        _ = try ImportJob(ArticleSource(sample.files), into: archive).run()
        let view = try ArchiveView(archive)
        let corrections = try [3, 40].map {
            try #require(try view.correction(ofArticle: $0, industries: ["文娱传媒", "教育科技"]))
        }
        try Archive(path: archive).correct(corrections)
        let list = try folder.write(corrections.map { $0.json + "\n" }.joined(), to: "c.jsonl")

        func train(_ paths: [String], _ corrections: String?, weight: Float) throws -> (TrainResult, Data) {
            let model = folder.path + "/m.trend"
            let options = try TrainingOptions(correctionWeight: weight, compute: .init(threads: 2))
            let result = try TrainJob(
                ArticleSource(paths), way: .whole(options), model: model, correctionsPath: corrections
            ).run()
            return (result, try Data(contentsOf: URL(fileURLWithPath: model)))
        }
        let (light, lightBytes) = try train([archive], nil, weight: 1)
        let (heavy, heavyBytes) = try train([archive], nil, weight: 20)
        let (listed, _) = try train(sample.files, list, weight: 20)
        #expect(light.corrected == 2 && heavy.corrected == 2 && listed.corrected == 2)
        #expect(lightBytes != heavyBytes)
        #expect(heavy.optimality == listed.optimality)
        #expect(heavy.lines(aliasesPath: nil, correctionWeight: 20).contains("2 of them corrected, with weight 20"))
    }
}
