/// Removes the emoticons of Weibo and WeChat, which are names in square brackets: `[哈哈]`, `[doge]`.
///
/// Brackets around anything else are content: `[图片]`, `[1]`. A name that stands twice in a row is an emoticon too.
enum Emoticons {
    static func remove(from bytes: inout [UInt8]) {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        var at = 0
        var last: ArraySlice<UInt8> = []
        while at < bytes.count {
            guard bytes[at] == UInt8(ascii: "["), let name = name(in: bytes, at: at) else {
                output.append(bytes[at])
                at += 1
                last = []
                continue
            }
            let end = name.endIndex + 1
            let isRepeated =
                last.elementsEqual(name) || self.name(in: bytes, at: end).map { $0.elementsEqual(name) } == true
            if isRepeated && isShort(name) || names.contains(String(decoding: name, as: UTF8.self).lowercased()) {
                // The words beside it are not one.
                if let before = output.last, before != 0x20, before != 0x0A { output.append(0x20) }
                last = name
            } else {
                output.append(contentsOf: bytes[at..<end])
                last = []
            }
            at = end
        }
        bytes = output
    }

    /// The name in the brackets that begin at a place.
    private static func name(in bytes: [UInt8], at start: Int) -> ArraySlice<UInt8>? {
        guard start < bytes.count, bytes[start] == UInt8(ascii: "[") else { return nil }
        var from = start + 1
        // `[/微笑]` of QQ.
        if from < bytes.count, bytes[from] == UInt8(ascii: "/") { from += 1 }
        var end = from
        while end < bytes.count, end - from <= 24, bytes[end] != UInt8(ascii: "]") {
            if bytes[end] < 0x21 || bytes[end] == UInt8(ascii: "[") { return nil }
            end += 1
        }
        guard end < bytes.count, end > from, bytes[end] == UInt8(ascii: "]") else { return nil }
        return bytes[from..<end]
    }

    /// Up to four Chinese characters.
    private static func isShort(_ name: ArraySlice<UInt8>) -> Bool {
        name.count <= 12 && name.allSatisfy { $0 >= 0x80 }
    }

    private static let names: Set<String> = Set(
        """
        微笑 可爱 太开心 鼓掌 嘻嘻 哈哈 大笑 笑cry 笑哭 破涕为笑 挤眼 馋嘴 黑线 汗 流汗 挖鼻 哼 怒 怒骂 发怒 愤怒 生气 委屈 可怜 失望 悲伤 难过 泪 流泪
        大哭 泪奔 苦涩 允悲 害羞 污 坏笑 偷笑 亲亲 亲吻 爱你 飞吻 色 花心 舔屏 憧憬 酷 得意 吃瓜 顶 打脸 捂脸 捂脸哭 并不简单 思考 疑问 疑惑 费解 吃惊 惊讶 震惊
        惊恐 抓狂 晕 衰 睡 困 睡觉 打哈欠 感冒 生病 吐 拜拜 再见 闭嘴 嘘 鄙视 白眼 右哼哼 左哼哼 阴险 哆啦a梦吃惊 doge 二哈 喵喵 喵星人 汪星人 神兽 熊猫 兔子 猪头
        互粉 偷乐 傻眼 囧 好喜欢 好爱哦 好棒 给力 威武 赞 赞啊 good 强 弱 ok 耶 握手 加油 拳头 作揖 抱拳 合十 祈祷 来 抱抱 抱一抱 拥抱 比心 心 爱心 心碎 伤心 伤心了
        鲜花 玫瑰 凋谢 蜡烛 点亮平安灯 蛋糕 礼物 干杯 咖啡 西瓜 月亮 太阳 微风 沙尘暴 下雨 雪花 雪人 彩虹 话筒 音乐 相机 照相机 电影 足球 奥特曼 威武霸气 最右 求饶 求关注 羞嗒嗒
        挖鼻屎 懒得理你 书呆子 钱 发财 红包 福到啦 锦鲤 男孩儿 女孩儿 帅 美 良心 机智 奸笑 嘿哈 皱眉 旺柴 叹气 裂开 苦笑 翻白眼 加油加油 666 吃狗粮 摊手 跪了 拜托 尴尬 恐惧 撇嘴 呲牙
        调皮 冷汗 折磨 骷髅 敲打 擦汗 抠鼻 糗大了 委屈巴巴 快哭了 左上 右上 ok手势 胜利 勾引 差劲 跳跳 发抖 怄火 转圈 磕头 回头 跳绳 投降 激动 街舞 献吻 傲慢 饥饿 咒骂 奋斗 悠闲 嘴唇
        无语 哦买噶 哇 酸 单身狗 开学季 送花花 中国赞 给你小心心 打call 看 羊驼 草泥马 浮云 围观 伦敦奥火 弗莱见钱眼开 doge脸 融化 亮了 嗯 噢 doge微笑 色色 心动 期待 太赞了 武汉加油 口罩
        """.split { $0 == " " || $0 == "\n" }.map(String.init))
}
