import assert from "node:assert/strict";
import { test } from "node:test";
import { reading, readLog } from "../site/training_log.ts";

const values = (text: string) =>
  Object.fromEntries(
    [...readLog(text)].map(([name, all]) => [name, all.map((r) => r.value).join(" ")]),
  );

test("a number knows how many of its digits were written", () => {
  assert.deepEqual(reading("1.3026"), { value: 1.3026, half: 5e-5 });
  assert.equal(reading("1.5e-03")?.half.toFixed(8), "0.00005000");
  assert.equal(reading("10.0", true)?.value, 0.1);
  assert.equal(reading("10.0", true)?.half.toFixed(6), "0.000500");
  // Sixteen digits of a float32 are not sixteen digits of the loss.
  assert.equal(reading("0.6931471824645996")?.half.toFixed(8), "0.00000139");
  assert.ok(Number.isNaN(reading("nan")?.value));
  assert.equal(reading("-inf")?.value, Number.NEGATIVE_INFINITY);
  for (const text of ["", "loss", "1.2.3", "3/10", "12ms", "0x1"])
    assert.equal(reading(text), null);
});

test("Keras's progress bars, as a terminal gets them", () => {
  const bar = (k: number, rest: string) =>
    `\r\u001b[1m${k}/3\u001b[0m \u001b[32m━━━━━━\u001b[0m\u001b[37m━━━━\u001b[0m \u001b[1m0s\u001b[0m 21ms/step - ${rest}`;
  const epoch = (i: number, loss: string, val: string) =>
    `Epoch ${i}/2\n${bar(1, "accuracy: 0.5000 - loss: 9.9999")}${"\b".repeat(75)}` +
    `${bar(3, `accuracy: 0.1000 - loss: ${loss}`)}${"\b".repeat(75)}` +
    `${bar(3, `accuracy: 0.1000 - loss: ${loss} - val_accuracy: 0.0900 - val_loss: ${val}`)}\n`;
  assert.deepEqual(values(epoch(1, "2.3031", "2.3026") + epoch(2, "2.3028", "2.3027")), {
    accuracy: "0.1 0.1",
    loss: "2.3031 2.3028",
    val_accuracy: "0.09 0.09",
    val_loss: "2.3026 2.3027",
  });
});

test("the same, copied from a notebook: bars without their invisible signs", () => {
  const text = `Epoch 1/2
3/3 ━━━━━━━━━━━━━━━━━━━━ 2s 106ms/step - accuracy: 0.5625 - loss: 0.6929 - val_accuracy: 0.5625 - val_loss: 0.6883
Epoch 2/2
3/3 ━━━━━━━━━━━━━━━━━━━━ 0s 78ms/step - accuracy: 0.5625 - loss: nan - val_accuracy: 0.5625 - val_loss: nan - learning_rate: 0.0010`;
  assert.deepEqual(values(text), {
    accuracy: "0.5625 0.5625",
    loss: "0.6929 NaN",
    val_accuracy: "0.5625 0.5625",
    val_loss: "0.6883 NaN",
  });
});

test("old Keras, verbose 2 without heads, and lines cut in two by a forum", () => {
  const old = `Epoch 33/400
50000/50000 [==============================] - 455s - loss: 2.3030 - acc: 0.0994 - val_loss: 2.3026 - val_acc: 0.1000
Epoch 34/400
50000/50000 [==============================] - 455s 85us/step - loss: 2.3030 - acc: 0.0971 -
val_loss: 2.3026 - val_acc: 0.1000`;
  assert.deepEqual(values(old), {
    loss: "2.303 2.303",
    accuracy: "0.0994 0.0971",
    val_loss: "2.3026 2.3026",
    val_accuracy: "0.1 0.1",
  });
  const updates =
    "Epoch 1/2\n1/3 loss: 9.0\n3/3 loss: 1.5\nEpoch 2/2\n1/3 loss: 8.0\n3/3 loss: 1.25";
  assert.deepEqual(values(updates), { loss: "1.5 1.25" });
  const heads = "3/3 - 0s - 1ms/step - loss: 1.5000\n3/3 - 0s - 1ms/step - loss: 1.2500\n";
  assert.deepEqual(values(heads), { loss: "1.5 1.25" });
  assert.deepEqual(values("1563/1563 - 2s - loss: 2.3026e+00 - mse: 8.1e-02"), {
    loss: "2.3026",
    mse: "0.081",
  });
});

test("tables, dicts and lists", () => {
  const csv = "epoch,accuracy,loss,val_loss\n0,0.5,0.6906318664550781,NA\n1,0.5,0.690,0.7\n";
  assert.deepEqual(values(csv), {
    accuracy: "0.5 0.5",
    loss: "0.6906318664550781 0.69",
    val_loss: "0.7",
  });
  assert.deepEqual(values("{'accuracy': [0.5, 0.25], 'loss': [2.3, 2.2], 'lr': [0.1, 0.1]}"), {
    accuracy: "0.5 0.25",
    loss: "2.3 2.2",
  });
  assert.deepEqual(values("{'loss': [np.float32(0.25), np.float32(0.25)]}"), {
    loss: "0.25 0.25",
  });
  assert.deepEqual(values("{'accuracy': 0.59375, 'loss': 0.6896134614944458}"), {
    accuracy: "0.59375",
    loss: "0.6896134614944458",
  });
  assert.deepEqual(values("[0.25, 0.25,\n 0.25]"), { loss: "0.25 0.25 0.25" });
  assert.deepEqual(values(" 2.3026 "), { number: "2.3026" });
  assert.deepEqual(values("2,3026"), { number: "2.3026" });
});

test("other people's loops", () => {
  assert.deepEqual(values("epoch 3 loss: 2.3026\nepoch 4 loss: 2.3025"), {
    loss: "2.3026 2.3025",
  });
  assert.deepEqual(values("[1,  2000] loss: 2.303\n[1,  4000] loss: 2.302"), {
    loss: "2.303 2.302",
  });
  const both =
    "Epoch: 1 | Train Loss: 0.693 | Train Acc: 50.00%\n\t Val. Loss: 0.694 | Val Acc: 49.5%";
  assert.deepEqual(values(both), {
    loss: "0.693",
    accuracy: "0.5",
    val_loss: "0.694",
    val_accuracy: "0.495",
  });
  assert.deepEqual(values("Train Epoch: 1 [0/60000 (0%)]\tLoss: 2.302585"), { loss: "2.302585" });
  assert.deepEqual(values("loss = tensor(0.6931, grad_fn=<Mean>)"), { loss: "0.6931" });
  assert.deepEqual(values("epoch 7, loss 0.0015, PSNR 28.1152534485"), {
    loss: "0.0015",
    psnr: "28.1152534485",
  });
  for (const sign of ["\u001b", ""])
    assert.deepEqual(values(`loss: ${sign}[1;32m0.5${sign}[0m`), { loss: "0.5" });
  assert.deepEqual(values("Current PSNR: 28.1152534485"), { psnr: "28.1152534485" });
});

test("what holds no number is no log", () => {
  for (const text of ["", "why does it not train?", "model = keras.Sequential()"])
    assert.deepEqual(values(text), {});
});
