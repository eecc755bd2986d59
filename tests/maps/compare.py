#!/usr/bin/env python3
"""Compares two pictures: compare.py WANTED GOT [DIFFERENCE.png]

Letters are drawn a little differently by other versions of the font libraries, so pixels may differ
where there is an edge. The pictures are alike when, after both are blurred over 3 x 3 pixels, at
most 0.5 % of the pixels differ by more than 48 of 255 in a channel. Exit code 1 where they are not.
"""
import sys

from PIL import Image, ImageChops, ImageFilter

MOST_OFF = 48
MOST_PIXELS = 0.005


def main():
    wanted, got = (Image.open(path).convert("RGB") for path in sys.argv[1:3])
    if wanted.size != got.size:
        print(f"{sys.argv[2]}: {got.size} instead of {wanted.size} pixels")
        return 1
    blur = ImageFilter.BoxBlur(1)
    difference = ImageChops.difference(wanted.filter(blur), got.filter(blur))
    worst = ImageChops.lighter(ImageChops.lighter(*difference.split()[:2]), difference.split()[2])
    off = worst.point(lambda value: 255 if value > MOST_OFF else 0)
    share = off.histogram()[255] / (wanted.width * wanted.height)
    if len(sys.argv) > 3:
        off.save(sys.argv[3])
    print(f"{sys.argv[2]}: {share:.3%} of the pixels differ")
    return 0 if share <= MOST_PIXELS else 1


sys.exit(main())
