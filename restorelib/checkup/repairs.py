"""What to change, in Keras's words: for the kinds of finding that no lesson treats."""

REPAIRS = {
    "targets-never-vary": "Repair where `y` is made: a wrong column, a slice that took one class, "
    "or a cast such as `y.astype('uint8')` that turned all shares into 0.",
    "softmax-of-one": "For two classes: `Dense(1, activation='sigmoid')` with "
    "`loss='binary_crossentropy'`. For a number: `Dense(1)` with `loss='mse'`.",
    "nothing-trainable": "Set `layer.trainable = True` for the layers that are to learn, then call "
    "`model.compile(...)` again: Keras reads `trainable` when it compiles.",
    "shapes": "Give both the same shape: `y = y[:, None]` for one output, `y = y[:, 0]` or "
    "`Flatten()` before the last layer where an axis is too much. A loss of (n, 1) against (n,) "
    "may compare each prediction with every target.",
    "inputs-never-vary": "Repair where `x` is made. Often whole numbers were divided: `x // 255` "
    "gives 0; write `x / 255.0`.",
    "fractions-as-ids": "Leave the ids as they are: `x = ids.astype('int32')`, and no scaling "
    "layer before the `Embedding`, whose `input_dim` is the largest id + 1.",
    "units-alike": "Draw the weights: leave out `kernel_initializer='zeros'` (or 'ones'). Units "
    "that start alike get the same gradient, and stay alike.",
    "padding-last": "`Embedding(vocabulary, units, mask_zero=True)`, or put `Masking()` before the "
    "recurrent layer. Or pad in front: `pad_sequences(x, padding='pre')`.",
    "dropout": "Remove `Dropout` after the last layer. Between hidden layers start without it, and "
    "add `Dropout(0.2)` once the net overfits.",
    "hidden-sigmoids": "`Dense(64, activation='relu')` in all hidden layers. A sigmoid multiplies "
    "the gradient by 0.25 at most; after several layers little is left.",
    "bottleneck": "`Dense(64, activation='relu')` in its place. One number can hardly carry what "
    "tells many classes apart.",
    "saturated": "Bring the inputs to about -1 to 1, draw smaller initial weights or take a lower "
    "learning rate. Or use `activation='relu'`, which has no upper bound.",
    "targets-out-of-reach": "`Dense(units)` without activation for targets of any size; sigmoid "
    "only for 0 to 1, tanh for -1 to 1, ReLU for targets that are never negative.",
    "penalties": "Divide the strength by 100: `kernel_regularizer=keras.regularizers.L2(1e-5)`. "
    "The penalty should stay well below the loss of the data.",
    "not-finite": "Remove or replace such rows: `keep = np.isfinite(x).all(axis=1)`, then "
    "`x, y = x[keep], y[keep]`. Look for 0 / 0 and for empty cells of a table.",
    "labels-out-of-range": "Number the labels from 0 on: "
    "`classes, y = np.unique(y, return_inverse=True)`, with `Dense(len(classes))` at the end.",
    "logits-or-probabilities": "Either `Dense(10, activation='softmax')` with the loss as it is, "
    "or `Dense(10)` with `SparseCategoricalCrossentropy(from_logits=True)`. Never both, "
    "never neither.",
    "gradient-not-finite": "`sqrt(d + 1e-7)` and `log(p + 1e-7)` in your own loss: the square root "
    "has an infinite slope at 0. Where you divide, add 1e-7 below.",
    "weights-not-finite": "Build the model again: weights that are NaN stay NaN. Then "
    "`Adam(1e-4, clipnorm=1.0)`, and stop at the first step with a loss of NaN.",
    "learning-rate-too-high": "`model.compile(keras.optimizers.Adam(1e-4), loss)`, on a model that "
    "was built again: one step that was too large may have ended all learning.",
    "range": "`x = x / 255.0` for pictures, once and not twice; for tables "
    "`x = (x - x.mean(axis=0)) / x.std(axis=0)`. Scale large targets in the same way, and "
    "predictions back.",
    "no-gradient": "Take what has no slope out of the path to the loss: `round`, `argmax`, "
    "comparisons, a detour through NumPy. Train on the smooth value, and round after `predict`.",
    "frozen": "`backbone.trainable = True`, then `model.compile(Adam(1e-5), loss)` again. Or keep "
    "it frozen and train a larger head; then the backbone needs inputs as in its own training.",
    "learning-rate-too-low": "`model.compile(keras.optimizers.Adam(1e-3), loss)`. For `SGD` begin "
    "with 0.01 and `momentum=0.9`.",
    "one-hot": "Classes that exclude each other: `y = keras.utils.to_categorical(labels, 10)`. If "
    "several labels may be true at once: sigmoid with `loss='binary_crossentropy'`.",
    "loss-of-the-truth": "A loss is never negative and least where both are equal: "
    "`mean(square(y_true - y_pred))`, not `mean(y_true - y_pred)`.",
    "training-and-inference": "BatchNormalization keeps averages for inference: train longer, or "
    "write `BatchNormalization(momentum=0.9)`. In your own loop call `model(x, training=True)`.",
    "target-and-loss": "Whole numbers as classes: softmax with "
    "`loss='sparse_categorical_crossentropy'`. One-hot: 'categorical_crossentropy'. Yes or no: one "
    "sigmoid with 'binary_crossentropy'. Real numbers: no activation with 'mse'.",
    "no-nonlinearity": "`Dense(64, activation='relu')` in each hidden layer. Linear layers in a "
    "row are one linear layer.",
    "rare-class": "`model.fit(x, y, class_weight={0: 1.0, 1: 20.0})`, about the ratio of the "
    "counts. And judge by precision and recall, not by accuracy.",
    "sorted-classes": "`order = np.random.default_rng(0).permutation(len(x))`, then `x[order]` and "
    "`y[order]`. `validation_split` takes the last samples, before `fit` shuffles.",
}
