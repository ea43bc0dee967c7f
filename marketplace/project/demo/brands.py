"""Names of firms beyond those of the shipped catalogue: two characters of good sense each."""

from __future__ import annotations

FIRST = (
    "安 An 柏 Bai 宝 Bao 博 Bo 辰 Chen 承 Cheng 淳 Chun 鼎 Ding 东 Dong 方 Fang 丰 Feng 广 Guang "
    "国 Guo 海 Hai 瀚 Han 浩 Hao 和 He 恒 Heng 弘 Hong 华 Hua 汇 Hui 吉 Ji 嘉 Jia 建 Jian 江 Jiang "
    "金 Jin 景 Jing 君 Jun 凯 Kai 科 Ke 兰 Lan 立 Li 隆 Long 鲁 Lu 明 Ming 南 Nan 平 Ping 启 Qi "
    "清 Qing 荣 Rong 瑞 Rui 盛 Sheng 时 Shi 双 Shuang 松 Song 泰 Tai 天 Tian 同 Tong 万 Wan "
    "维 Wei 文 Wen 梧 Wu 湘 Xiang 新 Xin 旭 Xu 雅 Ya 阳 Yang 一 Yi 永 Yong 宇 Yu 源 Yuan 云 Yun "
    "泽 Ze 兆 Zhao 正 Zheng 知 Zhi 众 Zhong 卓 Zhuo"
)
SECOND = (
    "安 an 邦 bang 诚 cheng 川 chuan 达 da 德 de 鼎 ding 丰 feng 冠 guan 光 guang 海 hai 合 he "
    "恒 heng 衡 heng 宏 hong 华 hua 汇 hui 嘉 jia 建 jian 景 jing 钧 jun 康 kang 立 li 联 lian "
    "林 lin 明 ming 平 ping 强 qiang 勤 qin 群 qun 荣 rong 润 run 森 sen 尚 shang 石 shi 舜 shun "
    "泰 tai 通 tong 桐 tong 望 wang 维 wei 信 xin 兴 xing 业 ye 毅 yi 宇 yu 原 yuan 远 yuan "
    "泽 ze 正 zheng 志 zhi 舟 zhou"
)
VOWELS = "aeo"


def _pairs(words: str) -> list[tuple[str, str]]:
    flat = words.split()
    return list(zip(flat[::2], flat[1::2], strict=True))


def brands() -> list[dict[str, str]]:
    """Return every name in both scripts, as the shipped catalogue writes them."""
    return [
        {"zh": zh + second_zh, "en": f"{en}{_joined(second_en)}"}
        for zh, en in _pairs(FIRST)
        for second_zh, second_en in _pairs(SECOND)
        if zh != second_zh
    ]


def _joined(syllable: str) -> str:
    """Return a second syllable with the mark that keeps it apart from the first one."""
    return f"'{syllable}" if syllable[0] in VOWELS else syllable
