#!/usr/bin/python3
"""Regression of x1*exp(-x1^2-x2^2) on PyTorch and through the harness: same rows, layers and settings, five seeds each, test RMSE.

usage: /usr/bin/python3 tools/parity/bump.py      needs Debian's python3-torch and python3-numpy, and the .NET SDK
Prints the means; exit code 1 if ours is not better than the linear baseline, or differs from PyTorch's by more than noise
(a 99 % interval of the difference of the means, Welch).
"""
import math, os, subprocess, sys, tempfile
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np, torch
from torch import nn

HERE = os.path.dirname(os.path.abspath(__file__))
SEEDS, EPOCHS, RATE, DECAY = 5, 200, 0.01, 1e-5
T99 = {4: 4.604, 5: 4.032, 6: 3.707, 7: 3.499, 8: 3.355}

def train(x, y, batch, seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(2, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 1))
    optimizer = torch.optim.Adam(model.parameters(), lr=RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        order = torch.randperm(len(x))
        for start in range(0, len(x), batch):
            rows = order[start:start + batch]
            optimizer.zero_grad()
            nn.functional.mse_loss(model(x[rows])[:, 0], y[rows]).backward()
            optimizer.step()
    return model

def main():
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as folder:
        ours = subprocess.run(["dotnet", "run", "-c", "Release", "--project", HERE, "--", "bump", folder], capture_output=True, text=True)
        if ours.returncode:
            sys.exit(ours.stderr + ours.stdout)
        errors = {line.split()[0]: np.array(line.split()[1:], float) for line in ours.stdout.splitlines()}
        load = lambda name: torch.tensor(np.loadtxt(os.path.join(folder, name), delimiter=",", dtype=np.float32))
        sets, test = {n: load(f"train-{n}.csv") for n in (100, 1000)}, load("test.csv")
    good = True
    for (n, rows), batch in zip(sets.items(), (10, 100)):
        mean, deviation = rows.mean(0), rows.std(0, unbiased=False)
        scaled = lambda r: (r - mean) / deviation
        found = []
        for seed in range(1, SEEDS + 1):
            model = train(scaled(rows)[:, :2], scaled(rows)[:, 2], batch, seed)
            with torch.no_grad():
                predicted = model(scaled(test)[:, :2])[:, 0] * deviation[2] + mean[2]
            found.append(float(((predicted - test[:, 2]) ** 2).mean().sqrt()))
        theirs, mine, linear = np.array(found), errors[f"network-{n}"], errors[f"linear-{n}"].mean()
        va, vb = mine.var(ddof=1) / SEEDS, theirs.var(ddof=1) / SEEDS
        freedom = int((va + vb) ** 2 / (va ** 2 / (SEEDS - 1) + vb ** 2 / (SEEDS - 1)))
        noise = T99[max(4, min(8, freedom))] * math.sqrt(va + vb)
        same, better = abs(mine.mean() - theirs.mean()) <= noise, mine.mean() < linear
        good &= same and better
        print(f"{n:5} rows: linear {linear:.5f}, ours {mine.mean():.5f} ± {mine.std(ddof=1):.5f}, PyTorch {theirs.mean():.5f} ± {theirs.std(ddof=1):.5f}, "
              f"difference {mine.mean() - theirs.mean():+.5f}, noise ± {noise:.5f}{'' if same else ', MORE THAN NOISE'}{'' if better else ', NOT BETTER THAN LINEAR'}")
    sys.exit(0 if good else 1)

main()
