"""Writes residual networks with random weights as state dictionaries, and the features that PyTorch computes with them.

/usr/bin/python3 tools/featurizer-check/torch_features.py FOLDER

The networks are written out here with torchvision's names; torchvision itself is not needed.
"""
import os
import sys

import torch
from torch import nn

MEAN = torch.tensor([0.485, 0.456, 0.406]).reshape(1, 3, 1, 1)
DEVIATION = torch.tensor([0.229, 0.224, 0.225]).reshape(1, 3, 1, 1)


class Block(nn.Module):
    def __init__(self, before, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, filters, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(filters)
        self.downsample = None
        if stride != 1 or before != filters:
            self.downsample = nn.Sequential(nn.Conv2d(before, filters, 1, stride, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        y = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResidualNetwork(nn.Module):
    def __init__(self, blocks):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        before = 64
        for stage, count in enumerate(blocks):
            filters = 64 * 2 ** stage
            layers = []
            for i in range(count):
                layers.append(Block(before, filters, 2 if i == 0 and stage > 0 else 1))
                before = filters
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
        self.fc = nn.Linear(512, 1000)

    def forward(self, x):
        x = self.maxpool(torch.relu(self.bn1(self.conv1(x))))
        for stage in range(1, 5):
            x = getattr(self, f"layer{stage}")(x)
        return x.mean(dim=(2, 3))


def draw(network):
    """Statistics and weights that no default hides: each normalization has its own."""
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            nn.init.kaiming_normal_(module.weight, mode="fan_out", nonlinearity="relu")
        if isinstance(module, nn.BatchNorm2d):
            nn.init.uniform_(module.weight, 0.3, 0.9)
            nn.init.uniform_(module.bias, -0.2, 0.2)
            nn.init.uniform_(module.running_mean, -0.3, 0.3)
            nn.init.uniform_(module.running_var, 0.5, 1.5)


def main(folder):
    os.makedirs(folder, exist_ok=True)
    torch.manual_seed(5)
    for name, blocks in (("resnet18", [2, 2, 2, 2]), ("resnet34", [3, 4, 6, 3])):
        network = ResidualNetwork(blocks).eval()
        draw(network)
        torch.save(network.state_dict(), os.path.join(folder, f"{name}.pth"))
        for size in (224, 64, 100):
            images = torch.randint(0, 256, (2, 3, size, size)).float()
            with torch.no_grad():
                features = network((images / 255 - MEAN) / DEVIATION)
            images.numpy().tofile(os.path.join(folder, f"{name}.{size}.images"))
            features.numpy().tofile(os.path.join(folder, f"{name}.{size}.features"))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Expected one argument: the folder to write to.")
    main(sys.argv[1])
