import TestSupport
import Foundation
import Testing

@testable import Corpus

@Suite struct CorpusPipelineTests {
    /// Files of several forms, with rejects among them; several blocks long.
    private func corpus() throws -> (TemporaryFolder, [String]) {
        let folder = try TemporaryFolder()
        let lines = (1...20_000).map { $0 % 500 == 0 ? "{\"text\":" : "{\"text\":\"第\($0)条消息，很长很长很长\"}" }
        let rows = ["title,text"] + (1...9000).map { $0 % 700 == 0 ? "x" : "题\($0),文很长很长很长很长很长" }
        return (
            folder,
            [
                try folder.write(lines.joined(separator: "\n"), to: "a.jsonl"),
                try folder.write(rows.joined(separator: "\n"), to: "b.csv"),
                try folder.write("标题: 甲\n总结: 一\n标题: 乙\n", to: "c.txt"),
            ]
        )
    }

    @Test(arguments: [1, 2, 3, 8])
    func givesTheSameInTheSameOrderOnAnyNumberOfCores(threads: Int) throws {
        let (folder, paths) = try corpus()
        let (articles, rejects) = try CorpusReader.read(paths: paths)
        #expect(articles.count == 20_000 - 40 + 9000 - 12 + 2 && rejects.count == 52)
        var found = CorpusBatch()
        var batches = 0
        try CorpusReader(paths: paths).forEachBatch(threads: threads) { batch in
            // Some batches take longer than those behind them.
            if (batch.articles.first?.origin.line ?? 0) % 3 == 0 { usleep(2000) }
            return batch
        } use: { batch in
            found.articles += batch.articles
            found.rejects += batch.rejects
            batches += 1
        }
        #expect(found.articles == articles && found.rejects == rejects)
        #expect(batches > 5)
        _ = folder
    }

    @Test(arguments: [1, 3])
    func whatStandsBeforeADamagedFileIsUsed(threads: Int) throws {
        let (folder, paths) = try corpus()
        let damaged = try folder.write([0x1F, 0x8B, 0x08, 0x00], to: "d.txt")
        var count = 0
        #expect(throws: CorpusError.self) {
            try CorpusReader(paths: paths + [damaged] + paths).forEachBatch(threads: threads) {
                $0.records
            } use: {
                count += $0
            }
        }
        #expect(count == 29_002)
    }

    private struct Stop: Error {}

    @Test(arguments: [1, 3])
    func errorsOfTheWorkAndOfItsUseStopIt(threads: Int) throws {
        let (folder, paths) = try corpus()
        #expect(throws: Stop.self) {
            try CorpusReader(paths: paths).forEachBatch(threads: threads) { _ in
                throw Stop()
            } use: { (_: Int) in
            }
        }
        var uses = 0
        #expect(throws: Stop.self) {
            try CorpusReader(paths: paths).forEachBatch(threads: threads) {
                $0.records
            } use: { _ in
                uses += 1
                if uses == 2 { throw Stop() }
            }
        }
        #expect(uses == 2)
        _ = folder
    }

    @Test func onlyAFewBatchesAreOnTheirWay() throws {
        let (folder, paths) = try corpus()
        let lock = NSLock()
        nonisolated(unsafe) var begun = 0
        var used = 0
        try CorpusReader(paths: paths + paths).forEachBatch(threads: 2) { batch in
            lock.withLock { begun += 1 }
            return batch.records
        } use: { _ in
            used += 1
            usleep(5000)
            #expect(lock.withLock { begun } <= used + 4)
        }
        #expect(begun == used)
        _ = folder
    }

    @Test func aCorpusOfNothingGivesNothing() throws {
        let folder = try TemporaryFolder()
        try CorpusReader(paths: [folder.write("", to: "a.jsonl")]).forEachBatch(threads: 2) {
            $0
        } use: {
            #expect($0.records == 0)
        }
    }
}
