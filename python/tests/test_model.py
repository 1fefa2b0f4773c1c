"""Training, tagging, evaluating and explaining on data frames."""

from __future__ import annotations

import json
import pathlib
import pickle
import warnings
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

import trend

TAGS = ["预测行业", "行业概率", "标注依据"]


def test_train(model: trend.Model) -> None:
    assert sorted(model.labels) == ["医疗健康", "机器人", "芯片半导体"]
    assert model.training is not None and model.training["documents"] == 60
    assert model.reading is not None and "text ← 正文" in model.reading.fields[0]
    assert model.reading.fields[0].startswith("the data frame: ")
    assert "learned 3 labels from 60 articles" in repr(model)
    assert "机器人" in model._repr_html_()


def test_a_frame_trains_the_model_that_its_file_trains(
    df: pd.DataFrame, lines: pathlib.Path, tmp_path: pathlib.Path
) -> None:
    for name, articles in {
        "frame": df,
        "file": lines,
        "pattern": str(tmp_path / "*.jsonl"),
        "arrow": pa.Table.from_pandas(df),
    }.items():
        trend.train(articles, text="正文", label="行业", model=tmp_path / f"{name}.trend")
    models = {(tmp_path / f"{name}.trend").read_bytes() for name in ("frame", "file", "pattern", "arrow")}
    assert len(models) == 1


def test_tag(model: trend.Model, new: pd.DataFrame) -> None:
    new = new.set_index(np.arange(100, 100 + len(new)))
    tagged = model.tag(new, text="正文")
    assert list(tagged.columns) == [*new.columns, *TAGS]
    assert tagged.index.equals(new.index)
    pd.testing.assert_frame_equal(tagged[new.columns], new)
    assert (tagged["预测行业"] == new["行业"]).mean() > 0.9
    assert tagged["行业概率"].dtype == "float64" and tagged["行业概率"].between(0, 1).all()
    assert tagged["标注依据"].iloc[0].startswith("行业 ")
    # The frame itself is as it was.
    assert "预测行业" not in new


def test_tags_are_those_of_files(model: trend.Model, df: pd.DataFrame, lines: pathlib.Path) -> None:
    of_frame = model.tag(df)
    of_file = model.tag(lines)
    assert list(of_file.columns) == [*df.columns, *TAGS]
    pd.testing.assert_frame_equal(of_frame.reset_index(drop=True), of_file, check_dtype=False)
    # Nor do they change with the kind of frame, its batches or the threads.
    table = pa.Table.from_pandas(df, preserve_index=False)
    tagged = model.tag(table, threads=1)
    assert isinstance(tagged, pa.Table)
    assert tagged.column("预测行业").to_pylist() == list(of_frame["预测行业"])
    batches = pa.concat_tables([table.slice(start, 7) for start in range(0, len(df), 7)])
    assert model.tag(batches).column("标注依据").to_pylist() == list(of_frame["标注依据"])


def test_frames_of_polars_come_back_as_such(model: trend.Model, new: pd.DataFrame) -> None:
    polars = pytest.importorskip("polars")
    frame = polars.from_pandas(new)
    tagged = model.tag(frame)
    assert isinstance(tagged, polars.DataFrame)
    assert tagged["预测行业"].to_list() == list(model.tag(new)["预测行业"])
    assert trend.watch(frame, ["具身智能"], text="正文").values == trend.watch(new, ["具身智能"], text="正文").values


def test_tagging_again_replaces_the_tags(model: trend.Model, new: pd.DataFrame) -> None:
    once = model.tag(new)
    again = model.tag(once.assign(预测行业="x"))
    assert list(again.columns) == list(once.columns)
    assert list(again["预测行业"]) == list(once["预测行业"])


def test_rejected_rows_have_no_tags(model: trend.Model, new: pd.DataFrame) -> None:
    frame = new.copy()
    frame["标题"] = frame["标题"].astype(object)
    frame["正文"] = frame["正文"].astype(object)
    frame.iloc[4, :2] = None
    frame.iloc[9, 1] = "半个字符\ud800"
    with pytest.warns(trend.ReadingWarning, match="2 of 30 records could not be read"):
        tagged = model.tag(frame, max_rejects=2)
    assert list(tagged.index[tagged["预测行业"].isna()]) == [4, 9]
    assert [one["row"] for one in tagged.attrs["trend"]["rejects"]] == [4, 9]
    assert "attrs['trend'] lists them all" in tagged.attrs["trend"]["notes"][-1]
    json.dumps(tagged.attrs)
    others = frame.drop(index=[4, 9])
    assert list(tagged["标注依据"].drop(index=[4, 9])) == list(model.tag(others)["标注依据"])
    with pytest.raises(trend.RejectsError, match="the data frame, row 4: ") as found:
        model.tag(frame)
    assert "more than the limit of 1.0%" in str(found.value)
    assert list(found.value.rejects["row"]) == [4, 9]
    assert found.value.rejects["where"].iloc[1] == "the data frame, row 9"


def test_first_and_last_rows_that_are_rejected(model: trend.Model, new: pd.DataFrame) -> None:
    frame = new.assign(标题=[None] * 30)
    frame["正文"] = [None, None, *new["正文"][2:-2], None, None]
    tagged = model.tag(frame, max_rejects="50%", quiet=True)
    assert list(tagged["预测行业"].isna()) == [True, True, *[False] * 26, True, True]
    nothing = model.tag(frame.assign(正文=None), max_rejects="100%", quiet=True)
    assert nothing["预测行业"].isna().all() and len(nothing) == 30


def test_what_is_tagged(model: trend.Model, new: pd.DataFrame) -> None:
    assert "预测行业" in model.tag(new, only="industries")
    assert (model.tag(new, top=2)["预测行业"].str.count(", ") == 1).all()
    with pytest.raises(trend.OptionError, match="only is 'colours'"):
        model.tag(new, only="colours")
    with pytest.raises(trend.OptionError, match="top is 0; it must be at least 1"):
        model.tag(new, top=0)
    with pytest.warns(trend.ReadingWarning, match="cannot predict keywords"):
        model.tag(new, only=["industries", "keywords"])


def test_tag_to_a_file(model: trend.Model, new: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    model.tag(new, output=tmp_path / "tagged.csv", quiet=True)
    table = pd.read_csv(tmp_path / "tagged.csv")
    assert list(table["预测行业"]) == list(model.tag(new)["预测行业"])
    with pytest.raises(TypeError, match="form= is the form of a file"):
        model.tag(new, form="csv")


def test_evaluate(model: trend.Model, new: pd.DataFrame) -> None:
    found = trend.evaluate(new, model)
    assert list(found.labels.columns) == ["label", "precision", "recall", "f1", "support", "predicted"]
    assert found.labels["support"].sum() == 30
    assert found.figures["microF1"] > 0.9
    assert "30 articles" in repr(found)
    assert "<table" in found._repr_html_()
    folds = trend.evaluate(new, folds=3, min_label_count=1)
    assert folds.figures["documents"] == 30
    with pytest.raises(trend.OptionError, match="give either a model or folds"):
        trend.evaluate(new)


def test_explain(model: trend.Model, new: pd.DataFrame) -> None:
    found = model.explain(new, 5)
    assert found.article["title"] == new["标题"].iloc[5]
    assert found.article["origin"] == "the data frame, row 5"
    assert set(found.industries.columns) == {"label", "probability", "text", "share", "contribution"}
    assert "<mark" in found._repr_html_()
    assert model.explain(new, -1).article["title"] == new["标题"].iloc[-1]
    assert model.explain(pa.Table.from_pandas(new), 5).values == found.values
    with pytest.raises(IndexError, match="row is 30; the data frame has 30 rows"):
        model.explain(new, 30)
    with pytest.raises(trend.FileError, match="row 2: "):
        model.explain(new.assign(标题=None, 正文=None), 2)


def test_what_articles_say_is_escaped(model: trend.Model) -> None:
    evil = "<script>alert(1)</script>&"
    frame = pd.DataFrame({"标题": [evil + "人形机器人"], "正文": ["人形机器人的关节电机" + evil]})
    assert "<script" not in model.explain(frame)._repr_html_()
    found = trend.evaluate(frame.assign(行业=evil), model, quiet=True)
    assert "<script" not in found._repr_html_()


def test_similar_needs_texts(model: trend.Model) -> None:
    with pytest.raises(trend.TrendError, match="no vectors of phrases"):
        model.similar("机器人")


def test_names_of_columns(df: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    with pytest.raises(trend.FileError, match="the data frame"):
        trend.train(df, text="没有这一列", label="行业", model=tmp_path / "m.trend")
    assert not (tmp_path / "m.trend").exists()
    with pytest.raises(trend.TrendError, match="label= names the field"):
        trend.train(df.drop(columns="行业"), text="正文", model=tmp_path / "m.trend")
    with pytest.raises(TypeError, match="there is no option 'txt'"):
        trend.train(df, txt="正文", model=tmp_path / "m.trend")  # type: ignore[call-arg]
    with pytest.raises(trend.OptionError, match="sheet: it is of files"):
        trend.train(df, sheet="1", model=tmp_path / "m.trend")


def test_lists_of_labels(df: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    joined = df.assign(行业=df["行业"] + "," + df["行业"].shift(1, fill_value="机器人"))
    listed = df.assign(行业=[text.split(",") for text in joined["行业"]])
    for name, frame in {"joined": joined, "listed": listed}.items():
        trend.train(frame, text="正文", label="行业", model=tmp_path / f"{name}.trend", min_label_count=1)
    assert (tmp_path / "joined.trend").read_bytes() == (tmp_path / "listed.trend").read_bytes()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"C": 0}, "C is 0.0; it must be above 0"),
        ({"C": "many"}, "C is 'many'"),
        ({"C": float("nan")}, "C is nan; a number is needed"),
        ({"ngrams": (3, 1)}, "ngrams"),
        ({"ngrams": "a"}, "ngrams is 'a'"),
        ({"min_df": 0}, "min_df is 0; it must be at least 1"),
        ({"min_df": "2"}, "min_df is '2'; it must be a whole number"),
        ({"min_df": 10**30}, "min_df is 10{30}; it must be below 2147483648"),
        ({"min_df": 2**31}, "min_df is 2147483648; it must be below"),
        ({"link": "\ud800"}, "link is .*half a character"),
        ({"threads": 0}, "threads is 0"),
        ({"threads": 1.5}, "threads is 1.5; it must be a whole number"),
        ({"threads": True}, "threads is True; it must be a whole number"),
        ({"precision": "high"}, "precision: it must be a number"),
        ({"seed": -1}, "seed is -1; it must be from 0 on"),
        ({"class_weight": "heavy"}, "class_weight is 'heavy'; write uniform or balanced"),
        ({"memory": "lots"}, "memory is 'lots'"),
        ({"precision": 2}, "precision is 2.0"),
        ({"max_rejects": "some"}, "max_rejects is 'some'"),
        ({"encoding": "latin"}, "encoding"),
        ({"words": "hong kong"}, "words is 'hong kong'; write taiwan"),
        ({"tolerance": 0}, "tolerance"),
        ({"memory": "1G", "update": "m.trend"}, "memory: it excludes update"),
    ],
)
def test_options_that_cannot_be_used(
    df: pd.DataFrame, tmp_path: pathlib.Path, options: dict[str, Any], message: str
) -> None:
    with pytest.raises(trend.OptionError, match=message):
        trend.train(df, text="正文", label="行业", model=tmp_path / "m.trend", **options)
    assert not list(tmp_path.iterdir())


def test_files(df: pd.DataFrame, model: trend.Model, tmp_path: pathlib.Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such file"):
        trend.Model(tmp_path / "missing.trend")
    (tmp_path / "text.trend").write_text("no model")
    with pytest.raises(trend.FileError, match="not a trend model file"):
        trend.Model(tmp_path / "text.trend")
    with pytest.raises(FileNotFoundError):
        model.tag(tmp_path / "missing.jsonl")
    with pytest.raises(trend.FileError):
        trend.train(df, text="正文", label="行业", model=tmp_path / "no folder" / "m.trend")
    damaged = tmp_path / "damaged.trend"
    damaged.write_bytes(pathlib.Path(model.path).read_bytes()[:-100])
    with pytest.raises(trend.FileError):
        trend.Model(damaged)
    with pytest.raises(trend.OptionError, match="same file"):
        path = tmp_path / "a.jsonl"
        path.write_text('{"text":"a","label":"b"}\n')
        trend.train(path, model=path)


def test_a_model_is_read_anew_when_its_file_changes(
    df: pd.DataFrame, new: pd.DataFrame, tmp_path: pathlib.Path
) -> None:
    path = tmp_path / "m.trend"
    first = trend.train(df, text="正文", label="行业", model=path, min_label_count=1)
    first.tag(new)
    trend.train(df.assign(行业="全部" + df["行业"]), text="正文", label="行业", model=path, min_label_count=1)
    assert first.tag(new)["预测行业"].str.startswith("全部").all()


def test_update_and_pickle(df: pd.DataFrame, new: pd.DataFrame, model: trend.Model, tmp_path: pathlib.Path) -> None:
    newer = trend.train(new, update=model, model=tmp_path / "newer.trend")
    assert newer.training is not None and newer.training["newLabels"] == []
    copy = pickle.loads(pickle.dumps(newer))
    pd.testing.assert_frame_equal(copy.tag(df), newer.tag(df))
    assert bytes(newer) == (tmp_path / "newer.trend").read_bytes()


def test_streaming_and_background(df: pd.DataFrame, new: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    streamed = trend.train(df, text="正文", label="行业", model=tmp_path / "s.trend", memory="200M", min_label_count=1)
    assert streamed.training is not None and streamed.training["isStreamed"]
    learned = trend.train(
        df,
        text="正文",
        label="行业",
        model=tmp_path / "b.trend",
        background=new.drop(columns="行业"),
        min_label_count=1,
    )
    assert learned.training is not None and learned.training["backgroundTexts"] == 30


def test_corrections_count_within_memory(df: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    corrections = tmp_path / "corrections.jsonl"
    rows = ({"链接": link, "标题": "", "行业": ["游戏"]} for link in df["链接"][:10])
    corrections.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    for memory in ["250M", None]:
        model = trend.train(
            df,
            text="正文",
            label="行业",
            model=tmp_path / "c.trend",
            corrections=corrections,
            correction_weight=3,
            memory=memory,
            min_label_count=1,
        )
        assert model.training is not None and model.training["corrected"] == 10
        assert "游戏" in model.training["labels"] and model.training["corrections"]["unmatched"] == 0


def test_labels(df: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    found = trend.labels(df, text="正文", label="行业", propose=tmp_path / "aliases.yaml")
    assert "机器人" in list(found.labels["label"])
    assert (tmp_path / "aliases.yaml").exists()


def test_the_bytes_of_a_model_are_enough(model: trend.Model, new: pd.DataFrame) -> None:
    from trend._tagger import Tagger

    tagger = Tagger(bytes(model))
    batch = pa.RecordBatch.from_pandas(new, preserve_index=False)
    columns, reading = tagger.tag_batch(batch)
    assert tagger.columns == TAGS
    assert columns[0].to_pylist() == list(model.tag(new)["预测行业"])
    assert reading.notes == ()
    with pytest.raises(trend.FileError, match="the model"):
        Tagger(b"no model")


def test_warnings_point_at_the_caller(model: trend.Model, new: pd.DataFrame) -> None:
    frame = new.copy()
    frame.iloc[0, :2] = None
    with warnings.catch_warnings(record=True) as found:
        warnings.simplefilter("always")
        model.tag(frame, max_rejects=1)
        trend.tag(frame, model, max_rejects=1)
    assert [pathlib.Path(one.filename).name for one in found] == ["test_model.py"] * 2
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model.tag(frame, max_rejects=1, quiet=True)


def test_a_stream_is_read_once(new: pd.DataFrame, model: trend.Model) -> None:
    tagged = model.tag(pa.Table.from_pandas(new).to_reader())
    assert isinstance(tagged, pa.Table) and tagged.num_rows == len(new)
    assert tagged.column("预测行业").to_pylist() == list(model.tag(new)["预测行业"])


def test_a_model_is_what_its_file_is_now(df: pd.DataFrame, tmp_path: pathlib.Path) -> None:
    path = tmp_path / "same.trend"
    first = trend.train(df, model=path, min_label_count=1)
    assert first.training is not None
    renamed = df.assign(行业=df["行业"].map({"机器人": "甲", "芯片半导体": "乙", "医疗健康": "丙"}))
    trend.train(renamed, model=path, min_label_count=1)
    assert sorted(first.labels) == ["丙", "乙", "甲"]
    assert set(first.tag(df)["预测行业"]) <= {"甲", "乙", "丙"}
    assert first.training is None and first.reading is None and "learned" not in repr(first)
    path.unlink()
    assert "no such file" in repr(first)


@pytest.mark.parametrize("row", [1.5, "a", None, True])
def test_a_row_is_a_whole_number(df: pd.DataFrame, model: trend.Model, row: Any) -> None:
    with pytest.raises(TypeError, match="a whole number is needed"):
        model.explain(df, row)


def test_columns_that_are_not_known_are_named(new: pd.DataFrame, model: trend.Model) -> None:
    other = new.rename(columns={"标题": "hl", "正文": "bd"})[["hl", "bd"]]
    untold = trend.train(new, model=str(model.path) + ".2", min_label_count=1)
    with pytest.raises(trend.RejectsError, match="its fields are hl, bd; text= or title= names one"):
        untold.tag(other)
    assert len(untold.tag(other, text="bd", title="hl")) == len(other)
    with pytest.raises(trend.RejectsError, match="column '标题' was left out"):
        untold.tag(new[["标题", "正文"]].map(str.encode))


@pytest.mark.parametrize("option", [{"precision": 0.9}, {"C": 5}, {"single_label": True}, {"min_df": 2}])
def test_a_model_is_evaluated_as_it_was_trained(df: pd.DataFrame, model: trend.Model, option: dict[str, Any]) -> None:
    with pytest.raises(trend.OptionError, match="it goes with folds="):
        trend.evaluate(df, model, **option)


def test_columns_of_the_articles_own_stay(new: pd.DataFrame, model: trend.Model) -> None:
    own = new.assign(预测行业="我的", 标注依据="张三核对")
    with pytest.warns(trend.ReadingWarning, match="trend:预测行业"):
        tagged = model.tag(own)
    assert (tagged["预测行业"] == "我的").all() and (tagged["标注依据"] == "张三核对").all()
    expected = model.tag(new)
    assert list(tagged["trend:预测行业"]) == list(expected["预测行业"])
    assert list(tagged["行业概率"]) == list(expected["行业概率"])
    # Once more: what an earlier call added comes anew, and nothing else does.
    with pytest.warns(trend.ReadingWarning, match="trend:预测行业"):
        again = model.tag(tagged)
    pd.testing.assert_frame_equal(again, tagged)
    pd.testing.assert_frame_equal(model.tag(expected), expected)


def test_messages_name_what_python_has(df: pd.DataFrame, model: trend.Model, tmp_path: pathlib.Path) -> None:
    assert "single_label=False allows several" in repr(model)
    found = trend.labels(df, text="正文", label="行业", min_label_count=1)
    assert len(found.labels) == 3
    with pytest.raises(trend.TrendError, match=r"none of the 60 articles has a label; label= .* among 标题, 正文, "):
        trend.labels(df.drop(columns="行业"), text="正文", quiet=True)
    path = tmp_path / "m.trend"
    with pytest.raises(trend.TrendError, match="'行业' was left out"):
        trend.train(df.assign(行业=1j), text="正文", label="行业", model=path, quiet=True)
    for wrong in ("1-2-3", 1.7, (), "a"):
        with pytest.raises(trend.OptionError, match="ngrams is"):
            trend.train(df, text="正文", model=path, ngrams=wrong)
    with pytest.raises(trend.OptionError, match="text and title both name the field '正文'"):
        model.tag(df, text="正文", title="正文")
