using System.Collections.Generic;
using Bivouac.Mkimage.Http;

namespace Bivouac.Mkimage.Downloads.Checksums;

/// <summary>What a download must be.</summary>
/// <param name="Checksum">Its checksum.</param>
/// <param name="From">Where that came from, as the lock writes it.</param>
/// <param name="Others">Checksums by another algorithm that it must have, too.</param>
internal sealed record ExpectedChecksum(FileChecksum Checksum, string From, IReadOnlyList<FileChecksum> Others);
