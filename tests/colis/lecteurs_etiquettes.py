"""Tiny readers of printer languages: what the printer would put on paper, as a picture."""

import base64
import binascii
import re
import zlib

from PIL import Image


def picture_of_bits(bits: bytes, largeur: int, hauteur: int, *, noir: int) -> Image.Image:
    """Packed bits, most significant first, as a picture; `noir` is the value of a black bit."""
    if len(bits) != largeur // 8 * hauteur:
        raise ValueError(f"{len(bits)} bytes for {largeur} × {hauteur} dots")
    picture = Image.frombytes("1", (largeur, hauteur), bits)
    return picture if noir == 0 else picture.point(lambda dot: 255 - dot)


def read_zpl(data: bytes) -> Image.Image:
    match = re.search(rb"\^PW(\d+)\^LL(\d+).*\^GFA,(\d+),(\d+),(\d+),:Z64:(.+?):(\w{4})\^FS", data)
    if match is None:
        raise ValueError("no ^GFA with :Z64:")
    width, height, total, field, row = (int(match[group]) for group in range(1, 6))
    if binascii.crc_hqx(match[6], 0) != int(match[7], 16) or row * 8 != width or total != field:
        raise ValueError("wrong CRC or size")
    return picture_of_bits(zlib.decompress(base64.b64decode(match[6])), width, height, noir=1)


def read_tspl(data: bytes) -> Image.Image:
    head = re.search(rb"BITMAP 0,0,(\d+),(\d+),0,", data)
    if head is None or not data.endswith(b"\r\nPRINT 1,1\r\n"):
        raise ValueError("no BITMAP")
    row, height = int(head[1]), int(head[2])
    bits = data[head.end() : head.end() + row * height]
    return picture_of_bits(bits, row * 8, height, noir=0)


def read_escpos(data: bytes) -> Image.Image:
    bits, row, height = b"", 0, 0
    at = data.index(b"\x1dv0\x00")
    while data[at : at + 4] == b"\x1dv0\x00":
        row = int.from_bytes(data[at + 4 : at + 6], "little")
        rows = int.from_bytes(data[at + 6 : at + 8], "little")
        bits += data[at + 8 : at + 8 + row * rows]
        height += rows
        at += 8 + row * rows
    return picture_of_bits(bits, row * 8, height, noir=1)
