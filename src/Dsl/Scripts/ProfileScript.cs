using System.Linq;
using Bivouac.Model;

namespace Bivouac.Scripts;

/// <summary>Prints <c>mkimg.NAME.sh</c> (contract L1).</summary>
internal static class ProfileScript
{
    /// <summary>Prints the profile.</summary>
    public static string Print(LiveCdModel model)
    {
        var writer = new ShellWriter();
        writer.Line("# shellcheck shell=sh disable=SC1110,SC1111,SC1112,SC2034,SC2086,SC2153,SC2154,SC2317,SC2329 # mkimage.sh reads the variables and calls the functions");
        writer.Comment(ScriptSet.ProfileFileName(model.Name) + ": the profile of the live image '" + model.Name + "'. Made by Bivouac; changes here are lost.");
        writer.Comment("It belongs into ~/.mkimage with everything that lies beside it, and " + ScriptSet.OverlayFileName(model.Name) + " also into the folder in which mkimage.sh runs.");
        foreach (var repository in model.Repositories.Where(r => r.Tag is null)) writer.Comment("mkimage.sh needs: --repository " + repository.Url.ToString());
        writer.Line();
        writer.Line("profile_" + model.Name + "() {");
        writer.Indented(body => Body(body, model));
        writer.Line("}");
        return writer.ToString();
    }

    private static void Body(ShellWriter writer, LiveCdModel model)
    {
        if (model.Base is { } parent) writer.Line("profile_" + parent.Name);
        if (VersionKeys.AreUsed(model))
        {
            writer.Line("# shellcheck source=/dev/null");
            writer.Line(". \"$HOME/.mkimage/VERSIONS\"");
        }

        writer.Line();
        writer.Set("profile_abbrev", model.Name);
        writer.Set("title", model.Title ?? model.Name);
        writer.Set("desc", model.Description ?? "The live image " + model.Name + ".");
        writer.Words("arch", model.Arches.Select(ArchNames.Of));
        writer.Set("hostname", model.Hostname ?? "");
        writer.Set("apkovl", ScriptSet.OverlayFileName(model.Name));
        writer.Set("image_ext", "iso");
        writer.Set("output_format", "iso");
        writer.Comment("The same input gives the same bytes: mkimage.sh dates neither the ISO's files nor its folders.");
        writer.Line("iso_opts=\"" + (model.Base is null ? "" : "$iso_opts ") + "--set_all_file_dates =$SOURCE_DATE_EPOCH\"");
        writer.Line();
        KernelSection.Print(writer, model);
        writer.Line();
        PackagesSection.Print(writer, model);
        LoaderSection.Print(writer, model);
        foreach (var raw in model.RawShell.Where(r => r.Script == RawShellTarget.Profile))
            writer.Line().Comment(raw.Reason).Raw(raw.Text.TrimEnd('\n') + "\n");
    }
}
