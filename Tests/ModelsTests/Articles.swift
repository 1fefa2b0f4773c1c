import Corpus

@testable import Models

/// Articles about chips, about cars, and about both.
enum Articles {
    private static let chips = ["芯片工厂扩大产能", "晶圆芯片价格回升", "新的芯片设计软件", "手机芯片开始量产"]
    private static let cars = ["电动汽车销量创新高", "汽车厂商发布新车", "汽车电池成本下降", "智能汽车上路测试"]
    private static let places = ["上海", "北京", "深圳", "武汉", "成都", "广州", "南京"]

    static func chip(_ index: Int) -> Article {
        Article(title: places[index % 7] + chips[index % 4], text: chips[(index + 1) % 4], industries: ["半导体"])
    }

    static func car(_ index: Int) -> Article {
        Article(title: places[index * 3 % 7] + cars[index % 4], text: cars[(index + 1) % 4], industries: ["汽车"])
    }

    static func both(_ index: Int) -> Article {
        Article(title: cars[index % 4], text: chips[(index / 2) % 4], industries: ["半导体", "汽车"])
    }

    static let single = (0..<12).flatMap { [chip($0), car($0)] }
    static let several = (0..<12).flatMap { [chip($0), car($0), both($0)] }
    static let bare = [
        Article(title: "芯片产能", text: "新的芯片"), Article(title: "汽车销量", text: "电动汽车"), Article(title: "鲸"),
    ]
}
