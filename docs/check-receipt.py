#!/usr/bin/env python3
"""Checks a receipt of opsledger with nothing but Python: check-receipt.py receipt.json [verifier key that you trust]"""
import base64, hashlib, json, sys
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493  # Ed25519, by the formulas of RFC 8032
D = -121665 * pow(121666, -1, P) % P
def sha256(*parts): return hashlib.sha256(b"".join(parts)).digest()
def require(good, sentence):
    if not good: raise ValueError(sentence)
def decoded(text):
    raw = base64.b64decode(text, validate=True)
    require(base64.b64encode(raw).decode() == text, f"not base64: {text}")
    return raw
def add(p, q):  # a point is (x, y, z, t): x/z and y/z are on the curve, x*y = z*t
    a, b, c, d = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0]), 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P
def times(n, p): return add(times(n // 2, add(p, p)), p if n % 2 else (0, 1, 1, 0)) if n else (0, 1, 1, 0)
def point(raw):
    y, odd = int.from_bytes(raw, "little") % 2**255, raw[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if x * x % P != square: x = x * pow(2, (P - 1) // 4, P) % P
    require(x * x % P == square and y < P and (x or not odd), "a key or a signature is not on the curve")
    return (x, y, 1, x * y % P) if x % 2 == odd else (P - x, y, 1, (P - x) * y % P)
def is_signed(key, text, signature):
    base, s = point((4 * pow(5, -1, P) % P).to_bytes(32, "little")), int.from_bytes(signature[32:], "little")
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), "little") % L
    a, b = times(s, base), add(point(signature[:32]), times(k, point(key)))
    return s < L and (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0
def root_of(index, size, leaf, proof):  # RFC 6962; the proof has the leaf's sibling first
    if size == 1 or not proof: return leaf if size == 1 and not proof else b""
    half, last = 1 << (size - 1).bit_length() - 1, proof[-1]
    if index < half: return sha256(b"\1", root_of(index, half, leaf, proof[:-1]), last)
    return sha256(b"\1", last, root_of(index - half, size - half, leaf, proof[:-1]))
def check(receipt, trusted):
    require(receipt["events"], "it has no events")
    (body, signatures), ledger = receipt["checkpoint"].split("\n\n"), receipt["ledger"]
    origin, size, root = body.split("\n")
    require(receipt["format"] == "opsledger-receipt-v1" and origin == "opsledger/" + ledger, "wrong format or ledger")
    vkeys, signers = (vkey.split("+", 2) for vkey in trusted or receipt["keys"]), 0
    keys = {(name, id): decoded(key) for name, id, key in vkeys}
    for dash, name, blob in (line.split(" ") for line in signatures.removesuffix("\n").split("\n")):
        raw, key = decoded(blob), keys.get((name, decoded(blob)[:4].hex()))
        if key is None: continue
        good = dash == "\u2014" and key[0] == 1 and len(raw) == 68 and raw[:4] == sha256(name.encode(), b"\n", key)[:4]
        require(good and is_signed(key[1:], f"{body}\n".encode(), raw[4:]), f"{name} did not sign this")
        signers += 1
    require(signers, "no known key signed the checkpoint")
    for event in receipt["events"]:
        e, at, content = event["envelope"], event["position"], event["content"]
        if content is not None and sha256(b"\2", decoded(content)).hex() != e["commitment"]:
            raise ValueError(f"the content of event {at} is not what was committed to")
        texts = [e[name] for name in ("id", "stream", "revision", "type", "version", "recordedAtMs")]
        texts = ["opsledger-leaf-v1", ledger, *texts, e["causationId"] or ""]
        fields = [str(text).encode() for text in texts] + [bytes.fromhex(e["commitment"])]
        leaf, proof = sha256(b"\0", *(len(f).to_bytes(4, "big") + f for f in fields)), map(decoded, event["proof"])
        good = e["type"].isprintable() and 1 <= at <= int(size) and root_of(at - 1, int(size), leaf, [*proof]) == decoded(root)
        require(good, f"event {at} is not in the history that was signed")
        print(f"event {at}, {e['type']}: place proved, content {'erased or withheld' if content is None else 'proved'}")
try: check(json.load(open(sys.argv[1], encoding="utf-8")), sys.argv[2:])
except Exception as error: sys.exit(f"The receipt does not hold: {error}")
