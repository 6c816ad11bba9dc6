#!/bin/sh
# Compiles NVIDIA's open kernel modules for the image's kernel. They are loaded by their absolute path: the modloop hides /lib/modules.
set -eu

sh "$BIVOUAC_DOWNLOADS/nvidia" --extract-only --target driver
mkdir "$BIVOUAC_OUT/modules" "$BIVOUAC_OUT/firmware"
for kernel in $BIVOUAC_KERNELS; do
	make -C driver/kernel-open -j "$(nproc)" KERNEL_UNAME="$kernel" SYSSRC="/usr/src/linux-headers-$kernel" modules
	mkdir "$BIVOUAC_OUT/modules/$kernel"
	cp driver/kernel-open/*.ko "$BIVOUAC_OUT/modules/$kernel/"
	make -C driver/kernel-open KERNEL_UNAME="$kernel" SYSSRC="/usr/src/linux-headers-$kernel" clean
done
cp driver/firmware/*.bin "$BIVOUAC_OUT/firmware/"
