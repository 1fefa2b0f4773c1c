/// Phrases that must be found in datasets/, and n-grams that must not be.
enum SamplePhrases {
    static let wanted = [
        "人工智能", "大模型", "人形机器人", "百模大战", "自动驾驶", "数据中心", "神经网络", "聊天机器人", "供应链", "半导体",
        "英伟达", "台积电", "阿斯麦", "黄仁勋", "科大讯飞", "国家能源局", "文心一言", "讯飞星火", "征求意见稿", "出口管制",
        "端到端", "蛋白质", "ChatGPT", "OpenAI", "Anthropic", "GPT-4", "GPT-4o", "GPT-4 Turbo", "Scaling Law",
        "Stable Diffusion", "Mate 60", "小米SU7", "AI PC", "生成式AI",
    ]
    static let unwanted = [
        "人工智", "工智能", "大模", "智能的", "的发展", "了一", "形机器人", "人形机器", "百模", "模大战", "数据中", "据中心",
        "英伟", "伟达", "心一言", "文心一", "亿美", "万亿美", "国家能", "家能源局", "Scaling", "Law", "Stable", "Diffusion",
        "GPT-4 turbo", "2023年", "5月", "30%", "的", "是",
    ]
}
