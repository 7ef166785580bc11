"""Pages of symptoms: each has its own words, and a first test that finds the fault."""

import re
from collections import Counter

import keras
import numpy as np
import pytest
from keras import layers

from restorelib.checkup.finding import SYMPTOMS
from restorelib.checkup.known_table import KNOWN
from restorelib.checkup.rules.all_rules import RULES
from tests.checkup.checkup_nets import blobs, build, curve, dense_net, one_hot, tiny_normal
from tests.in_node import JS
from tests.prose.test_plain_words import found_in, prose
from tools.site import symptoms

EVERY = symptoms.symptoms()
CCE, BCE, MSE = "categorical_crossentropy", "binary_crossentropy", "mse"


def net(model, x, y, loss=MSE, rate=1e-3):
    # Eagerly: to trace each of these nets would take longer than to run it.
    model.compile(keras.optimizers.Adam(rate), loss, run_eagerly=True)
    return model, np.asarray(x, "float32"), np.asarray(y, "float32")


def classifier(scale=1.0, **kernel):
    x, labels = blobs(classes=10)
    return net(
        dense_net(8, 16, 16, 16, 10, last="softmax", **kernel), scale * x, one_hot(labels, 10), CCE
    )


def yes_or_no(scale=1.0, loss=BCE, last="sigmoid"):
    x, y = curve()
    return net(dense_net(4, 16, 1, last=last), scale * x, y > np.median(y), loss)


def regression(last=None, *, rate=1e-3, bias=0.0, kernel=1.0, outputs=1):
    x, y = curve()
    model = dense_net(4, 16, outputs, last=last)
    weights = model.get_weights()
    model.set_weights([*weights[:-2], kernel * weights[-2], weights[-1] + bias])
    return net(model, x, y, rate=rate)


def one_class():
    model, x, y = classifier()
    *weights, bias = model.get_weights()
    model.set_weights([*weights, bias + 50 * np.eye(10)[3]])
    return model, x, y


def solved():
    """A layer that has what least squares gives."""
    x, _ = blobs()
    y = (x @ np.arange(8.0) > 0)[:, None]
    model = dense_net(8, 1)
    kernel = np.linalg.lstsq(x, y - 0.5, rcond=None)[0]
    model.set_weights([kernel, np.array([0.5])])
    return net(model, x, y)


def corrected(activation):
    x, _ = blobs()
    inputs = keras.Input((8,))
    correction = layers.Dense(8, activation)(inputs)
    model = keras.Model(inputs, layers.Add()([inputs, correction]))
    return net(model, x, x + 0.1 * np.random.default_rng(5).standard_normal(x.shape))


def with_nan(part):
    model, x, y = regression()
    if part == "weights":
        model.set_weights([w * np.nan for w in model.get_weights()])
    return model, x, y


def frozen():
    model, x, y = regression()
    model.trainable = False
    return net(model, x, y)


def ordered(sort):
    model, x, y = yes_or_no()
    order = np.argsort(y.ravel()) if sort else np.arange(len(y))
    return model, x[order], y[order]


def signed(y_true, y_pred):
    return keras.ops.mean(y_pred - y_true, axis=-1)


def normalised(lag):
    x, y = curve()
    model = keras.Sequential([keras.Input((4,)), layers.BatchNormalization(), layers.Dense(1)])
    norm = model.layers[0]
    norm.set_weights([*norm.get_weights()[:2], x.mean(axis=0) + lag, x.var(axis=0)])
    return net(model, x, y)


def enlarged(kernel):
    model = keras.Sequential([keras.Input((8, 8, 1)), layers.Conv2DTranspose(1, kernel, strides=2)])
    return net(model, np.zeros((4, 8, 8, 1)), np.zeros((4, 16, 16, 1)))


def with_loss(loss):
    x, labels = blobs(classes=10)
    return net(dense_net(8, 10, last="softmax"), x, one_hot(labels, 10), loss)


NETS = {  # page -> a net with the fault, one without
    "accuracy-is-0": (regression, classifier),
    "accuracy-stuck": (one_class, classifier),
    "checkerboard": (lambda: enlarged(9), lambda: enlarged(4)),
    "good-in-training-bad-in-predict": (lambda: normalised(50), lambda: normalised(0)),
    "loss-explodes": (lambda: classifier(255), classifier),
    "loss-falls-result-poor": (lambda: net(*regression(), signed), regression),
    "loss-falls-too-slowly": (lambda: regression(rate=1e-6), regression),
    "loss-is-0": (lambda: yes_or_no(loss=CCE, last="softmax"), yes_or_no),
    "loss-is-0-25": (lambda: regression(kernel=0), solved),
    "loss-is-0-3251": (lambda: with_loss(BCE), lambda: with_loss(CCE)),
    "loss-is-0-6931": (lambda: yes_or_no(1 / 255**2), yes_or_no),
    "loss-is-16-118": (lambda: classifier(10_000), classifier),
    "loss-is-2-3026": (lambda: classifier(kernel_initializer=tiny_normal()), classifier),
    "loss-is-nan": (lambda: with_nan("weights"), lambda: with_nan("")),
    "loss-same-every-epoch": (frozen, regression),
    "loss-stops-falling": (lambda: regression(outputs=5), regression),
    "output-is-black": (lambda: regression("relu", bias=-100), regression),
    "output-is-grey": (lambda: classifier(kernel_initializer=tiny_normal()), classifier),
    "output-is-input": (lambda: corrected("relu"), lambda: corrected(None)),
    "predicts-the-mean": (lambda: regression(kernel=0), regression),
    "val-loss-does-not-fall": (lambda: ordered(True), lambda: ordered(False)),
}


@pytest.mark.parametrize("broken", [True, False], ids=["broken", "healthy"])
@pytest.mark.parametrize("slug", EVERY)
def test_the_first_test_finds_the_fault_and_only_that(slug, broken, capsys):
    model, x, y = build(NETS[slug][not broken])
    exec(EVERY[slug].first_test, {"model": model, "x": x, "y": y})
    said = capsys.readouterr().out.splitlines()
    assert re.fullmatch(rf"[\w ,-]+: {broken}", said[-1]), said
    assert len(said) > 1, "numbers, too, not only the verdict"


def test_each_net_has_a_page():
    assert set(NETS) == set(EVERY) and len(EVERY) >= 12


def test_each_kind_of_finding_is_a_cause_on_some_page():
    assert {rule.kind for rule in RULES} == {r.kind for s in EVERY.values() for r in s.rules}


def test_each_symptom_of_the_rules_has_a_page():
    assert {s.shows for s in EVERY.values()} == set(SYMPTOMS) | {symptoms.NUMBER}


def test_each_page_that_is_named_exists_and_each_page_is_named():
    named = {known.symptom for known in KNOWN}
    named |= {slug for symptom in EVERY.values() for slug in symptom.related}
    source = (JS / "site" / "number_answer.ts").read_text(encoding="utf-8")
    named |= set(re.findall(r'slugs\.push\("([\w-]+)"\)', source))
    assert named == set(EVERY)


def test_titles_and_descriptions_are_what_a_search_shows():
    assert max(Counter(s.title for s in EVERY.values()).values()) == 1
    for symptom in EVERY.values():
        assert len(symptom.title) <= 75, symptom.slug
        assert 90 <= len(symptom.description) <= 200, (symptom.slug, len(symptom.description))
        assert len(symptom.typed) >= 3 and len(symptom.test) <= 120, symptom.slug


def test_no_page_is_thin_and_none_repeats_another():
    sentences = Counter()
    for symptom in EVERY.values():
        prose = re.sub(r"```.*?```", "", symptom.text, flags=re.DOTALL)
        assert len(prose.split()) >= 150, (symptom.slug, len(prose.split()))
        found = {s.strip() for s in re.split(r"(?<=[.:?])\s+", prose) if len(s.split()) > 6}
        sentences.update(found)
    assert [sentence for sentence, count in sentences.items() if count > 1] == []


@pytest.mark.parametrize("slug", EVERY)
def test_words_are_plain_and_modern(slug):
    symptom = EVERY[slug]
    parts = (symptom.title, symptom.description, symptom.test, symptom.text)
    assert list(found_in(prose("\n".join(parts)))) == []


def test_the_quickest_causes_come_first():
    for symptom in EVERY.values():
        places = [RULES.index(rule) for rule in symptom.rules]
        assert places == sorted(places) and places, symptom.slug


def test_a_page_holds_its_causes_code_and_links():
    page = symptoms.page(EVERY["loss-is-2-3026"], EVERY)
    assert page.path == "symptoms/loss-is-2-3026.html"
    assert "<td>2.3026</td>" in page.body and "diagnose" in page.body
    assert page.body.count("<li><b>") == len(EVERY["loss-is-2-3026"].rules)
    assert 'href="../lessons/08_why_small_weights_vanish.html"' in page.body
    assert 'href="../name-your-number.html#n=2.3026"' in page.body


def test_an_unknown_kind_of_finding_is_an_error(tmp_path):
    path = tmp_path / "new.md"
    text = (symptoms.TEXTS / "loss-is-nan.md").read_text(encoding="utf-8")
    path.write_text(text.replace("not-finite", "not-known"), encoding="utf-8")
    with pytest.raises(ValueError, match="received .*not-known"):
        symptoms.read(path)
