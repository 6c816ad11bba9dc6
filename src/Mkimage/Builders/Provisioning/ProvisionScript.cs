namespace Bivouac.Mkimage.Builders.Provisioning;

/// <summary>The shell text that makes a builder of a minirootfs.</summary>
internal static class ProvisionScript
{
    /// <summary>
    /// Runs inside, as root: <c>sh -c TEXT sh INPUT ARCH UPGRADE PACKAGE...</c>. INPUT holds <c>repositories</c> and
    /// <c>keys/</c>.
    /// </summary>
    public const string Text = """
        set -eu
        input=$1 arch=$2 upgrade=$3
        shift 3
        cp "$input/repositories" /etc/apk/repositories
        # mkimage.sh trusts the second folder alone.
        mkdir -p /etc/apk/keys "/usr/share/apk/keys/$arch"
        for key in "$input"/keys/*; do
            [ -e "$key" ] || continue
            cp "$key" /etc/apk/keys/
            cp "$key" "/usr/share/apk/keys/$arch/"
        done
        apk update --no-progress
        [ -z "$upgrade" ] || apk upgrade --no-progress --available
        apk add --no-progress "$@"
        mkdir -p /var/tmp/bivouac
        rm -rf /var/cache/apk/*
        """;
}
