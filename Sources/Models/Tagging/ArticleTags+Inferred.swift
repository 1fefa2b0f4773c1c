import Corpus

extension ArticleTags {
    /// The tags as they are written and stored: names, rounded probabilities and reasons in words.
    ///
    /// - Parameters:
    ///   - parts: the fields that were looked for.
    ///   - wording: the wording of the reasons.
    public func inferred(_ parts: Set<RecordField>, reasons wording: ReasonWording = .chinese) -> InferredTags {
        let found: [RecordField: [InferredTags.Tag]] = [
            .industries: industries.map { tag($0.label, $0.probability, $0.reason(in: wording)) },
            .technologies: technologies.map { tag($0.name, $0.probability, $0.reason(in: wording), new: $0.isNew) },
            .keywords: keywords.map { tag($0.text, $0.probability, $0.reason(in: wording)) },
            .events: events.enumerated().map { index, event in
                .init(label: event.head, reason: event.reason(in: wording), line: event.markdown(number: index + 1))
            },
        ]
        return InferredTags(found.filter { parts.contains($0.key) })
    }

    private func tag(_ label: String, _ probability: Double, _ reason: String, new: Bool? = nil) -> InferredTags.Tag {
        .init(label: label, probability: WrittenProbability.rounded(probability), reason: reason, new: new)
    }
}

extension [ArticleClassifier.Prediction] {
    /// Industries without reasons, as they are written and stored.
    public var inferred: InferredTags {
        InferredTags([
            .industries: map { .init(label: $0.label, probability: WrittenProbability.rounded($0.probability)) }
        ])
    }

    /// Appends the labels as JSON: the same bytes as from `inferred`, without a string or an encoder per label.
    public func appendJSON(to output: inout [UInt8]) {
        output.append(UInt8(ascii: "["))
        for (index, prediction) in enumerated() {
            append(index > 0 ? ",{\"label\":" : "{\"label\":", to: &output)
            appendJSONString(prediction.label, to: &output)
            if prediction.probability.isFinite {
                append(",\"probability\":", to: &output)
                WrittenProbability.append(prediction.probability, to: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
        output.append(UInt8(ascii: "]"))
    }

    private func append(_ text: StaticString, to output: inout [UInt8]) {
        output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
