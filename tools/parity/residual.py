#!/usr/bin/python3
"""ResNet-20 and ResNet-18 on PyTorch and on Numerics, from the same weights: scores in float, and 20 training steps of ResNet-20 in double.

usage: /usr/bin/python3 tools/parity/residual.py [CASE ...]      needs Debian's python3-torch and python3-numpy, and the .NET SDK
Cases: resnet20-forward, resnet18-forward, resnet20-training; all without arguments.
Prints a line per figure; exit code 1 if one misses its bar.
"""
import copy, json, os, subprocess, sys, tempfile
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np, torch
from torch import nn
import torch.nn.functional as F
import tensor_file

HERE = os.path.dirname(os.path.abspath(__file__))
SCORES_WITHIN, TRAINING_WITHIN = 1e-4, 1e-8
STEPS, BATCH = 20, 16
TRAINING = dict(name="resnet20-training", sizes=[3 * 32 * 32, 10], batch=BATCH, optimizer="sgd", learning_rate=0.05, momentum=0.9, weight_decay=1e-4)

class Block(nn.Module):
    """Two convolutions of 3 x 3 and a shortcut, with the names of torchvision's BasicBlock."""
    def __init__(self, inputs, filters, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inputs, filters, 3, stride, 1, bias=False), nn.BatchNorm2d(filters)
        self.conv2, self.bn2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False), nn.BatchNorm2d(filters)
        same = stride == 1 and inputs == filters
        self.downsample = None if same else nn.Sequential(nn.Conv2d(inputs, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        shortcut = x if self.downsample is None else self.downsample(x)
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + shortcut)

class ResNet(nn.Module):
    """With the names of torchvision's ResNet. The form for small images begins with a convolution of 3 x 3 and no pooling."""
    def __init__(self, filters, blocks, classes, small):
        super().__init__()
        self.conv1 = nn.Conv2d(3, filters[0], 3, 1, 1, bias=False) if small else nn.Conv2d(3, filters[0], 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(filters[0])
        self.pool = nn.Identity() if small else nn.MaxPool2d(3, 2, 1)
        inputs, self.stages = filters[0], len(filters)
        for i, width in enumerate(filters):
            stage = [Block(inputs if b == 0 else width, width, 2 if i and b == 0 else 1) for b in range(blocks)]
            self.add_module(f"layer{i + 1}", nn.Sequential(*stage)); inputs = width
        self.fc = nn.Linear(inputs, classes)

    def forward(self, x):
        x = self.pool(F.relu(self.bn1(self.conv1(x))))
        for i in range(self.stages):
            x = getattr(self, f"layer{i + 1}")(x)
        return self.fc(x.mean((2, 3)))

NETWORKS = {
    "resnet20": (lambda: ResNet([16, 32, 64], 3, 10, True), 32),
    "resnet18": (lambda: ResNet([64, 128, 256, 512], 2, 1000, False), 224),
}

def create(network):
    """A network whose batch normalizations have weights, biases and running statistics of their own, as after training."""
    torch.manual_seed(1)
    make, size = NETWORKS[network]
    model = make()
    for layer in model.modules():
        if isinstance(layer, nn.Conv2d):
            nn.init.kaiming_normal_(layer.weight, mode="fan_out", nonlinearity="relu")
        if isinstance(layer, nn.BatchNorm2d):
            nn.init.uniform_(layer.weight, 0.5, 1.5); nn.init.normal_(layer.bias, 0, 0.2)
            layer.momentum = 1.0
    with torch.no_grad():
        model.train()(torch.randn(8, 3, size, size))
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.momentum = 0.1
    return model, size

def ours(folder, *arguments):
    run = subprocess.run(["dotnet", "run", "-c", "Release", "--project", HERE, "--", *arguments, folder], stdout=subprocess.PIPE, text=True)
    if run.returncode:
        sys.exit(run.stdout)
    return run.stdout

def save_state(model, folder):
    tensor_file.write(os.path.join(folder, "state.safetensors"), {name: t.numpy() for name, t in model.state_dict().items()})

def report(text, difference, bar):
    good = difference <= bar
    print(f"{'ok  ' if good else 'FAIL'} {text}: {difference:.1e}, bar {bar:.0e}", flush=True)
    return good

def forward(network):
    model, size = create(network)
    x = torch.randn(2, 3, size, size)
    with torch.no_grad():
        expected = model.eval()(x).numpy()
    with tempfile.TemporaryDirectory() as folder:
        save_state(model, folder)
        tensor_file.write(os.path.join(folder, "samples.safetensors"), {"features": x.numpy()})
        ours(folder, "forward", network)
        actual = tensor_file.read(os.path.join(folder, "scores.safetensors"))["scores"]
    assert actual.shape == expected.shape and actual.dtype == expected.dtype == np.float32
    spread = f"scores {expected.min():.2f} … {expected.max():.2f}, deviation {expected.std():.2f}"
    return report(f"{network} forward, float, {len(x)} images of {size} x {size}, {spread}; largest difference", float(np.abs(actual - expected).max()), SCORES_WITHIN)

def train(model, x, y, batches):
    optimizer = torch.optim.SGD(model.parameters(), TRAINING["learning_rate"], momentum=TRAINING["momentum"], weight_decay=TRAINING["weight_decay"])
    losses = []
    for rows in batches:
        optimizer.zero_grad(); loss = F.cross_entropy(model(x[rows]), y[rows]); loss.backward(); optimizer.step()
        losses.append(loss.item())
    return losses

def training():
    model, size = create("resnet20")
    model = model.double().train()
    x, y = torch.randn(STEPS * BATCH, 3, size, size, dtype=torch.double), torch.randint(0, 10, (STEPS * BATCH,))
    with tempfile.TemporaryDirectory() as folder:
        save_state(model, folder)
        tensor_file.write(os.path.join(folder, "samples.safetensors"), {"features": x.numpy(), "targets": y.double().numpy()})
        with open(os.path.join(folder, "case.json"), "w") as f:
            json.dump(TRAINING, f)
        actual = np.array(json.loads(ours(folder, "train", "resnet20")))
        trained = tensor_file.read(os.path.join(folder, "trained.safetensors"))
    start = {name: t.clone() for name, t in model.state_dict().items()}
    batches = torch.arange(len(x)).split(BATCH)
    other = copy.deepcopy(model)
    losses = train(model, x, y, batches)
    train(other, x, y, [rows.flip(0) for rows in batches])
    expected, state = np.array(losses), model.state_dict()
    assert len(actual) == STEPS and trained.keys() == state.keys()
    head = f"resnet20 training, double, {STEPS} steps of {BATCH} images"
    good = report(f"{head}, first loss {losses[0]:.6f}, last {losses[-1]:.6f}; largest relative difference of a loss", float((np.abs(actual - expected) / np.abs(expected)).max()), TRAINING_WITHIN)
    parameters = [name for name, _ in model.named_parameters()]
    counters = [name for name in state if name.endswith("num_batches_tracked")]
    difference = lambda name: float(np.abs(trained[name] - state[name].numpy()).max() / np.abs(state[name].numpy()).max())
    for what, names in (("parameters", parameters), ("running statistics", [n for n in state if n not in parameters and n not in counters])):
        worst = max(names, key=difference)
        moved = max(float((state[n] - start[n]).abs().max() / state[n].abs().max()) for n in names)
        good &= report(f"{head}, {len(names)} tensors of {what}, moved by up to {moved:.2f}; largest difference relative to the tensor's largest number ({worst})", difference(worst), TRAINING_WITHIN)
    good &= report(f"{head}, {len(counters)} counters of batches", float(max(abs(trained[n] - state[n].numpy()) for n in counters)), 0)
    itself = max(float((t - state[n]).abs().max() / state[n].abs().max()) for n, t in other.state_dict().items())
    print(f"     for comparison, PyTorch against itself with the images of each batch in reverse order, all tensors: {itself:.1e}")
    model.load_state_dict({name: torch.from_numpy(values) for name, values in trained.items()})
    return good

def main():
    cases = {"resnet20-forward": lambda: forward("resnet20"), "resnet18-forward": lambda: forward("resnet18"), "resnet20-training": training}
    chosen = sys.argv[1:] or list(cases)
    for name in chosen:
        if name not in cases:
            sys.exit(f"Unknown case '{name}'; there are {', '.join(cases)}.")
    sys.exit(0 if all([cases[name]() for name in chosen]) else 1)

if __name__ == "__main__":
    main()
