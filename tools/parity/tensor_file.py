"""Safetensors files of numpy arrays, to exchange numbers with Numerics."""
import json, struct
import numpy as np

TYPES = {"F32": "<f4", "F64": "<f8", "I64": "<i8"}

def write(path, tensors):
    """Writes a dictionary of name -> array of float32, float64 or int64."""
    names = {np.dtype(kind): name for name, kind in TYPES.items()}
    header, offset = {}, 0
    for name, values in tensors.items():
        header[name] = {"dtype": names[values.dtype], "shape": list(values.shape), "data_offsets": [offset, offset + values.nbytes]}; offset += values.nbytes
    text = json.dumps(header).encode()
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text)
        for values in tensors.values():
            f.write(values.tobytes())

def read(path):
    """The file's dictionary of name -> array."""
    with open(path, "rb") as f:
        content = f.read()
    start = 8 + struct.unpack("<Q", content[:8])[0]
    tensors = {}
    for name, entry in json.loads(content[8:start]).items():
        if name != "__metadata__":
            first, end = entry["data_offsets"]
            tensors[name] = np.frombuffer(content[start + first:start + end], TYPES[entry["dtype"]]).reshape(entry["shape"]).copy()
    return tensors
