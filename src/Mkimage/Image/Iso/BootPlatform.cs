namespace Bivouac.Mkimage.Image.Iso;

/// <summary>The platform ids of El Torito.</summary>
internal enum BootPlatform
{
    /// <summary>80x86, that is BIOS.</summary>
    Bios = 0x00,

    /// <summary>PowerPC.</summary>
    PowerPc = 0x01,

    /// <summary>Mac.</summary>
    Mac = 0x02,

    /// <summary>EFI (UEFI specification 13.3.2.1).</summary>
    Efi = 0xEF,
}
