#!/usr/bin/python3
"""Trains the same networks on PyTorch and on Numerics, in double: same weights, same batches, 100 steps. The losses must agree to 1e-8 relative.

usage: /usr/bin/python3 tools/parity/parity.py      needs Debian's python3-torch and python3-numpy, and the .NET SDK
Prints a line per case; exit code 1 if one differs.
"""
import json, os, subprocess, sys, tempfile
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np, torch
from torch import nn
import torch.nn.functional as F
import tensor_file

HERE = os.path.dirname(os.path.abspath(__file__))
STEPS, TOLERANCE = 100, 1e-8

CASES = [
    dict(name="sgd", optimizer="sgd", learning_rate=0.1),
    dict(name="sgd-decay", optimizer="sgd", learning_rate=0.1, weight_decay=0.01),
    dict(name="momentum", optimizer="sgd", learning_rate=0.05, momentum=0.9),
    dict(name="nesterov", optimizer="sgd", learning_rate=0.05, momentum=0.9, nesterov=True, weight_decay=0.001),
    dict(name="adam", optimizer="adam", learning_rate=0.003),
    dict(name="adam-decay", optimizer="adam", learning_rate=0.003, weight_decay=0.01),
    dict(name="adamw", optimizer="adamw", learning_rate=0.003, weight_decay=0.05),
    dict(name="rmsprop", optimizer="rmsprop", learning_rate=0.001, weight_decay=0.01),
    dict(name="rmsprop-momentum", optimizer="rmsprop", learning_rate=0.0005, momentum=0.8),
    dict(name="leaky-relu", activation="leakyrelu", optimizer="adam", learning_rate=0.003, sizes=[784, 64, 64, 10]),
    dict(name="tanh", activation="tanh", optimizer="adam", learning_rate=0.003, sizes=[784, 64, 64, 10]),
    dict(name="sigmoid", activation="sigmoid", optimizer="adam", learning_rate=0.003, sizes=[784, 64, 64, 10]),
    dict(name="binary", loss="binary-cross-entropy", optimizer="adam", learning_rate=0.003, sizes=[50, 32, 1]),
    dict(name="regression", loss="mean-squared-error", activation="tanh", optimizer="adam", learning_rate=0.003, sizes=[50, 32, 3]),
    dict(name="clip-norm", optimizer="sgd", learning_rate=0.1, clip_norm=0.5),
    dict(name="cosine", optimizer="sgd", learning_rate=0.1, schedule="cosine"),
    dict(name="one-cycle", optimizer="sgd", learning_rate=0.1, momentum=0.5, schedule="one-cycle"),
    dict(name="smoothing", optimizer="adam", learning_rate=0.003, label_smoothing=0.1),
]
for case in CASES:
    case.setdefault("sizes", [784, 128, 10]); case.setdefault("batch", 32)

def network(case):
    activation = {"relu": nn.ReLU, "tanh": nn.Tanh, "sigmoid": nn.Sigmoid, "leakyrelu": nn.LeakyReLU}[case.get("activation", "relu")]
    layers = []
    for i, (a, b) in enumerate(zip(case["sizes"], case["sizes"][1:])):
        layers += ([activation()] if i else []) + [nn.Linear(a, b)]
    return nn.Sequential(*layers).double()

def targets(case, rows):
    loss, outputs = case.get("loss", "cross-entropy"), case["sizes"][-1]
    if loss == "mean-squared-error":
        return torch.randn(rows, outputs, dtype=torch.double)
    return torch.randint(0, max(2, outputs), (rows,)).double()

def loss_of(case, scores, y):
    loss = case.get("loss", "cross-entropy")
    if loss == "mean-squared-error":
        return F.mse_loss(scores, y)
    if loss == "binary-cross-entropy":
        return F.binary_cross_entropy_with_logits(scores[:, 0], y)
    return F.cross_entropy(scores, y.long(), label_smoothing=case.get("label_smoothing", 0.0))

def optimizer(case, model):
    kind, rate, decay = case["optimizer"], case["learning_rate"], case.get("weight_decay", 0.0)
    if kind == "sgd":
        return torch.optim.SGD(model.parameters(), rate, momentum=case.get("momentum", 0.0), nesterov=case.get("nesterov", False), weight_decay=decay)
    if kind == "rmsprop":
        return torch.optim.RMSprop(model.parameters(), rate, momentum=case.get("momentum", 0.0), weight_decay=decay)
    return {"adam": torch.optim.Adam, "adamw": torch.optim.AdamW}[kind](model.parameters(), rate, weight_decay=decay)

def train(case, tensors):
    torch.manual_seed(1)
    model = network(case)
    x = torch.randn(case["batch"] * STEPS, case["sizes"][0], dtype=torch.double)
    y = targets(case, len(x))
    name = case["name"]
    tensors[f"{name}.parameters"] = torch.cat([p.detach().flatten() for p in model.parameters()]).numpy().copy()
    tensors[f"{name}.features"], tensors[f"{name}.targets"] = x.numpy(), y.numpy()
    opt, losses = optimizer(case, model), []
    schedule = {
        "constant": lambda: torch.optim.lr_scheduler.LambdaLR(opt, lambda _: 1.0),
        "cosine": lambda: torch.optim.lr_scheduler.CosineAnnealingLR(opt, STEPS),
        "one-cycle": lambda: torch.optim.lr_scheduler.OneCycleLR(opt, case["learning_rate"], STEPS, cycle_momentum=False),
    }[case.get("schedule", "constant")]()
    for rows in torch.arange(len(x)).split(case["batch"]):
        opt.zero_grad(); loss = loss_of(case, model(x[rows]), y[rows]); loss.backward()
        if "clip_norm" in case:
            nn.utils.clip_grad_norm_(model.parameters(), case["clip_norm"])
        opt.step(); schedule.step()
        losses.append(loss.item())
    return losses

def main():
    tensors = {}
    expected = {case["name"]: train(case, tensors) for case in CASES}
    with tempfile.TemporaryDirectory() as folder:
        cases_path, tensors_path = os.path.join(folder, "cases.json"), os.path.join(folder, "tensors.safetensors")
        json.dump(CASES, open(cases_path, "w")); tensor_file.write(tensors_path, tensors)
        run = subprocess.run(["dotnet", "run", "-c", "Release", "--project", HERE, "--", cases_path, tensors_path], stdout=subprocess.PIPE, check=True, text=True)
    actual, failed = json.loads(run.stdout), False
    for name, losses in expected.items():
        worst = max(abs(a - e) / abs(e) for a, e in zip(actual[name], losses))
        good = len(actual[name]) == STEPS and worst <= TOLERANCE
        failed |= not good
        print(f"{'ok  ' if good else 'FAIL'} {name:24} {len(actual[name])} steps, first loss {losses[0]:.6f}, last {losses[-1]:.6f}, largest relative difference {worst:.1e}")
    sys.exit(1 if failed else 0)

if __name__ == "__main__":
    main()
