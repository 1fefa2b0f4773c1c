"""Articles that tests make up."""

from __future__ import annotations

import pandas as pd

#: Words that tell three industries apart, and what all share.
WORDS = {
    "机器人": ["人形机器人", "关节电机", "灵巧手", "具身智能", "步态控制"],
    "芯片半导体": ["先进制程", "光刻机", "晶圆厂", "高带宽内存", "先进封装"],
    "医疗健康": ["手术机器", "医学影像", "新药研发", "临床试验", "慢病管理"],
}
SHARED = ["公司发布新产品", "市场规模继续扩大", "投资者关注进展", "行业竞争加剧", "政策支持力度增加"]


def articles(count: int = 60, months: int = 3, seed: int = 0) -> pd.DataFrame:
    """Articles of three industries, evenly over the months of 2024."""
    rows = []
    names = list(WORDS)
    for number in range(count):
        place = number * 7 + seed
        label = names[number % 3]
        words = WORDS[label]
        text = (
            "。".join(
                [
                    f"{words[place % 5]}与{words[(place + 2) % 5]}取得突破",
                    SHARED[place % 5],
                    f"第{place}家企业谈{words[(place + 1) % 5]}",
                    SHARED[(place + 3) % 5],
                ]
            )
            + "。"
        )
        rows.append(
            {
                "标题": f"{words[place % 5]}:第{place}号消息",
                "正文": text,
                "行业": label,
                "日期": f"2024-{number * months // count + 1:02d}-{number % 28 + 1:02d}",
                "链接": f"https://example.com/{seed}/{number}",
            }
        )
    return pd.DataFrame(rows)
