import Corpus
import Foundation
import Jobs
import Models
import Reports

extension Fault {
    /// For readers of the page, so without options of a command.
    var chinese: String {
        switch self {
        case .malformed: "请求不合 HTTP 规范；地址中的汉字须按百分号编码，例如 curl -G --data-urlencode term=芯片"
        case .unknownHost(let name): "本服务器不叫“\(name)”；请用 localhost 访问"
        case .wrongMethod(let allowed): "此地址只接受 " + allowed.joined(separator: "、")
        case .tokenNeeded: "需要口令：Authorization: Bearer 口令"
        case .forged: "页面已过期，请重新载入后再试"
        case .otherSite: "这个请求来自别的网站，未予处理；请从本站页面打开"
        case .notUTF8: "提交的内容不是 UTF-8 编码，未保存；请改用 UTF-8 提交"
        case .noSuchAddress: "没有这个页面"
        case .notJSON: "请求的正文须为 application/json"
        case .badBody: "请求的正文不合要求"
        case .unknownName(let name, let known):
            "这里没有“\(name)”" + (known.isEmpty ? "，此地址不带参数" : "，可用的有：" + known.joined(separator: "、"))
        case .notAForm: "请以 application/x-www-form-urlencoded 提交表单"
        case .formInPlaceOfFile:
            "收到的是表单，不是文件原样；请直接把文件作为正文发送，例如 curl --data-binary @文件 -H 'Content-Type: application/octet-stream'"
        case .addressTooLong: "搜索的内容太长（地址最多 \(Limits.address >> 10) KB，约 1800 个汉字），请缩短后再试"
        case .bodyTooLarge: "提交的内容太大"
        case .otherStatus: "无法处理这个请求"
        case .option(let option): Fault.chinese(option)
        case .noSuchDay(let name, let value): "“\(Fault.name(name))”填的是“\(value)”，没有这一天或这一期"
        case .backwards(let from, let to): "起始时间 \(from) 晚于结束时间 \(to)"
        case .emptyTerm(let term): "“\(term)”里没有可查的词"
        case .sameTerm(let term): "“\(term)”填了两次"
        case .noLabel: "请至少填一个标签；“无”“-”等不是标签"
        case .longLabels: "最多 \(ReviewDesk.mostLabels) 个标签，每个不超过 100 字"
        case .topics(let fault): Fault.chinese(fault)
        case .unnamedReviewer: "请注明审核人，不超过 64 个字符"
        case .noLabelsToReviewBy: "没有模型时，至少要有两个标签可选；请先填标签"
        case .nothingToUndo: "没有可以撤回的回答"
        case .tooManyCorrections(let most): "一次最多提交 \(most) 条改正"
        case .contradiction(let number): "第 \(number) 号文章给了不同的标签，请只提交一条改正"
        case .nothingToTag: "请填正文"
        case .notAnArticle: "文章编号从 1 开始"
        case .noSuchArticle(let number): "档案中没有编号为 \(number) 的文章"
        case .notYourArticle(let number): "第 \(number) 号文章已不在您手上，请继续审核下一篇"
        case .anotherArticle(let named, let called): "改正写的标题是“\(named)”，档案中的文章却是“\(called)”，未保存"
        case .changedMeanwhile(let number): "第 \(number) 号文章在您打开之后已有变动（可能有人改过标签，或档案已更换），您填的未保存；请看过现在的内容再填"
        case .answerReplaced(let number): "您回答之后，有人改正了第 \(number) 号文章；保留其改正，您的回答不再撤回"
        case .topicsChanged: "您打开页面之后，主题已有变动，您填的未保存；请重新打开主题页再改"
        case .noModel: "服务器启动时没有载入模型，此功能不可用"
        case .noNewModel: "还没有新模型，请先训练"
        case .newModelIsGone: "新模型的文件已不在，请重新训练"
        case .modelReplaced: "训练期间模型文件已被更换，未采用新模型，以免覆盖；请重新训练，再与现在的模型比较"
        case .noTopics: "还没有主题，请先查找主题"
        case .noCurves: "还没有主题曲线，请先更新曲线"
        case .nothingToReport: "档案中的文章都没有日期，无法做报告"
        case .nothingToDraw: "没有可画的时段"
        case .noPicture: "本机缺少画图所需的程序，请改用 SVG"
        case .noSuchReport: "没有这份报告或文件"
        case .noSuchJob: "没有这个任务，或已清除"
        case .jobIsOver: "任务已结束，不能取消"
        case .noFile: "任务没有留下文件，或文件已清除"
        case .tooManyJobs(let most): "已有 \(most) 个任务在等待，请稍后再试"
        case .fileTooLarge: "文件最大 \(Limits.upload >> 20) MB"
        case .emptyFile: "文件是空的"
        case .noRoom: "服务器磁盘空间不足，文件无法保存"
        case .textNamedOtherwise(let name): "“\(name)”其实是纯文本，与扩展名不符；请重新导出，或把扩展名改为 .txt"
        case .notTaken(let name, _): "“\(name)”是文档、压缩包、图片之类的文件，不能直接读取；请另存为 txt、csv 或 xlsx（压缩包请先解压）再上传"
        case .corpus(let error): Fault.chinese(error)
        case .job(let error): Fault.chinese(error)
        case .model(let error): Fault.chinese(error)
        case .report(let error): Fault.chinese(error)
        case .feature(.noDocuments): "没有可供学习的文章"
        case .feature: "文章太少或太短，找不出足够的特征"
        case .numerics(.oneClass): "所有文章的标签都相同，至少需要两种标签"
        case .numerics(.noRows): "没有可供学习的内容"
        case .numerics: "计算未能完成"
        case .unforeseen: "服务器内部出错，详见其日志"
        }
    }

    private static func chinese(_ option: InvalidOption) -> String {
        let value = option.value.trimmingCharacters(in: CharacterSet(charactersIn: "'"))
        let given = value.isEmpty ? "“\(name(option.name))”不可用" : "“\(name(option.name))”不能是“\(value)”"
        let rule =
            switch option.name {
            case "from", "to": "请写成 2024-05、2024-W23、2024-Q2 或 2024-05-31"
            case "month": "请写成 2024-05"
            case "by": "可选日、周、月、季"
            case "limit": "须在 1 到 \(ArticleSearch.mostArticles) 之间"
            case "offset", "number": "须为不小于 0 的整数"
            case "certainty": "没有这一类"
            case "language": "可选 zh、en"
            case "as": "可选 json、csv、xlsx"
            case "term": "请填 1 至 \(SeriesQuery.mostTerms) 个不同的词"
            case "parameters", "parameter": "地址有误"
            default: ""
            }
        return rule.isEmpty ? given : given + "；" + rule
    }

    /// As the forms call it.
    private static func name(_ parameter: String) -> String {
        let words = PageWords.chinese
        return switch parameter {
        case "from": words.from
        case "to": words.to
        case "month": words.month
        case "by": words.by
        case "term", "q", "with": words.term
        case "industry": words.industry
        case "source": words.source
        case "technology": words.technology
        case "certainty": words.certainty
        case "label", "labels": words.tags
        case "language": words.languageOfReport
        default: parameter
        }
    }

    private static func chinese(_ fault: TopicFault) -> String {
        switch fault {
        case .noSuchTopic(let topic): "没有主题“\(topic)”"
        case .missingRows(let count): "\(count) 个主题须各有一行"
        case .unknownTarget(let topic, let target): "“\(topic)”要并入的“\(target)”既不是主题，也不是主题的名称"
        case .intoItself(let topic, let target): "“\(topic)”并入“\(target)”后又回到自己"
        case .hiddenAndMerged(let topic): "“\(topic)”不能既隐藏又并入别的主题"
        case .sameName(let name, let other): "“\(name)”也是“\(other)”的名称；要合并计算，请用“并入”"
        }
    }

    private static func chinese(_ error: CorpusError) -> String {
        func name(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }
        return switch error {
        case .notFound(let path): "找不到文件“\(name(path))”"
        case .unreadable(let path, _): "无法读取“\(name(path))”"
        case .wrongFormat(let path, _): "“\(name(path))”已损坏，或内容与格式不符"
        case .unknownFormat(let path, _): "认不出“\(name(path))”的格式：既不是“标题：…”记录，也不是 JSON 或带表头的表格"
        case .noTextColumn(let path, let columns):
            "“\(name(path))”中没有标题或正文列；已有的列：" + columns.prefix(12).map { String($0.prefix(20)) }.joined(separator: "、")
        case .noSuchField(let path, let field, _): "“\(name(path))”中没有字段“\(field.prefix(60))”"
        case .unwritable(let path, _): "无法写入“\(name(path))”：磁盘已满、没有权限，或其中有不是 trend 写的文件；请告知管理服务器的人"
        case .busy: "另一个程序正在写入档案，请稍后再试"
        }
    }

    private static func chinese(_ error: JobError) -> String {
        switch error {
        case .tooManyRejects(let reading, let limit, _):
            "\(reading.records) 条记录中有 \(reading.rejected) 条无法读取，超过上限（\(limit)），未写出结果："
                + JobNote.chinese(rejects: reading.examples)
        case .predictedLabels(let count): "\(count) 篇文章的标签都由模型填写，不能用于训练或评估；请先审核一些"
        case .noDatedArticle: "文章都没有日期"
        case .noSuchPeriod(let period, let first, let last): "\(period) 没有文章；现有文章的时间为 \(first) 至 \(last)"
        case .noArticleWithin(_, let days): "所选时间内没有文章；现有文章的时间为 \(days.lowerBound) 至 \(days.upperBound)"
        case .noDictionaries: "本机没有安装 OpenCC 词典，无法处理繁体字"
        }
    }

    private static func chinese(_ error: ReportError) -> String {
        switch error {
        case .noDatedArticles: "文章都没有日期，无法做报告"
        case .noArticles(let months, let first, let last):
            months.lowerBound.description
                + (months.lowerBound == months.upperBound ? "" : " 至 \(months.upperBound)")
                + " 没有文章；现有文章的时间为 \(first) 至 \(last)"
        case .emptyPart: "所选范围内没有带日期的文章"
        }
    }

    private static func chinese(_ error: ModelError) -> String {
        switch error {
        case .noDocuments: "没有可供学习的文章"
        case .noLabels: "没有带标签的文章，请先审核一些"
        case .allLabelsRare(_, let minimum): "没有哪个标签有 \(minimum) 篇以上的文章，请先多审核一些"
        case .tooManyLabels: "标签种类过多，不像是标签"
        case .tooFewToChooseC(_, let needed): "带标签的文章太少，至少需要 \(needed) 篇"
        case .noCommonPhrases: "文章之间没有共同的短语，找不出主题"
        case .notAModel, .otherVersion, .otherKind, .newerModel, .damagedModel: "模型文件已损坏，或版本不符，请重新训练"
        case .tooLittleMemory, .tooLittleMemoryForTopics: "内存不足"
        case .joinedLabels(let one, let other, let name): "模型区分“\(one)”和“\(other)”，别名表却把两者都称作“\(name)”，请重新训练"
        case .badOption, .noVectors, .unknownPhrase: "模型无法这样使用"
        }
    }
}
