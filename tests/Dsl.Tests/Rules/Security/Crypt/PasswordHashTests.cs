using Bivouac.Rules.Security.Crypt;
using Shouldly;
using Xunit;

namespace Bivouac.Dsl.Tests.Rules.Security.Crypt;

/// <summary>The hashes are those of <c>openssl passwd -6</c>, <c>-5</c> and <c>-1</c> with fixed salts, those of the empty password crypt(3)'s.</summary>
public class PasswordHashTests
{
    [Theory]
    [InlineData("toor", "$6$saltstring$hWds/4XPpAsysnYn0XfmQdS0RAhsm9XE1N89qYKToFP8eDoThGKMikxoKDxILTPPHvGbJ1z4tJHPEpAWjqEeU.")]
    [InlineData("", "$6$abc$mJP3a6FyA8uCnzRtlnNypPwjnvpi5TP9qOrInzrfDmwxUQG38PkpCPdqfTb8JQfAngapMxeim4AZ..hSdRRzD.")]
    [InlineData("a much longer password than sixteen or sixty-four bytes, to be sure that the loops are right", "$6$saltstring$OGepz/5WbfQ7pgcTFJIiJYBxi13jND2pDy/fe7aUUmlYBBdn5EcvWIuMg95lzZ/vqe0WjxJY6hhSLXyxnavZE0")]
    [InlineData("päss", "$6$abc$uc0WFie13feSZDvDqBuLkXxqM/m3bu3sEa0h9eYBby7ncSc3d8qdtEimWrpadC511FYk3vBoGvmDYB5D2JknK1")]
    [InlineData("rescue", "$6$rounds=1400$anotherlong$bJKqWQggkkiSa3.S.nkaoTuwhvxH3k5lAioSq3zXXKPPsAZ84HBhRUJoLjniFWCQUh.Z4sP1plvVPfBaJ9JDl/")]
    [InlineData("toor", "$5$saltstring$4AJkwDqQ6czvXcqzDUVIOEeKO5IP5qISyBskayREO66")]
    [InlineData("", "$5$abc$bBHLwRRW2Li0XKaX13kz/g2fkDil4Jx46aNvd.48MS8")]
    [InlineData("a much longer password than sixteen or sixty-four bytes, to be sure that the loops are right", "$5$saltstring$uZY00XlydVCCqQsuRyQOYcGUZe/GZsBKpUPsPUBTh.D")]
    [InlineData("Hello world!", "$5$rounds=10000$saltstringsaltst$3xv.VbSHBb41AL9AvLeujZkZRBAwqFMz2.opqey6IcA")]
    [InlineData("toor", "$1$saltstri$8HVkVX7/atOfrpZjPzTKt/")]
    [InlineData("", "$1$saltstri$ciR2otLVXV8I9sOPWbLTc1")]
    [InlineData("a much longer password than sixteen or sixty-four bytes, to be sure that the loops are right", "$1$saltstri$UH26UZwf2pCMlWrOCvtDI1")]
    [InlineData("kiosk", "$1$ab$hORjqkfn0J1uhUuQeHiAQ1")]
    public void A_password_is_recognized(string password, string hash)
    {
        PasswordHash.Parse(hash)!.IsOf(password).ShouldBeTrue();
        PasswordHash.Parse(hash)!.IsOf(password + "x").ShouldBeFalse();
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("*")]
    [InlineData("x")]
    [InlineData("$6$")]
    [InlineData("$6$abc$short")]
    [InlineData("$1$waytoolong$hORjqkfn0J1uhUuQeHiAQ1")]
    [InlineData("$1$rounds=5000$ab$hORjqkfn0J1uhUuQeHiAQ1")]
    [InlineData("$5$rounds=100001$abc$4AJkwDqQ6czvXcqzDUVIOEeKO5IP5qISyBskayREO66")]
    [InlineData("$5$rounds=x$abc$4AJkwDqQ6czvXcqzDUVIOEeKO5IP5qISyBskayREO66")]
    [InlineData("!$5$abc$4AJkwDqQ6czvXcqzDUVIOEeKO5IP5qISyBskayREO66")]
    [InlineData("$2b$12$abcdefghijklmnopqrstuuMpfKAzxc1Bx2Zk7MYQcBnbTGLfcO5nO")]
    [InlineData("$y$j9T$abcdefghijk$Vq1TS1mBxWB0eoLbrPTw1YaW5SSCgNNuRfT3RTOGfz9")]
    public void Other_fields_are_left_alone(string field) => PasswordHash.Parse(field).ShouldBeNull();

    [Fact]
    public void Known_passwords_and_names_are_tried()
    {
        KnownPasswords.Of("$6$abc$Zb1.0gsFryQGAMqhG7ru3EsL32QHGzFiaECoib3hOjZfRecjSMIA6IDqTDs/s8oYPQG.VVaCCzS1IW8EUcQmw/", "kiosk").ShouldBe("alpine");
        KnownPasswords.Of("$6$abc$EPK9Jrhsx66eCpSWfDM4eBGaU4YfKYwDBthBhFy1nWO1lpIXKdiMHl7CBVRerJbBenBHKFU6itHnSD89zDtNE0", "lab7", "rescue").ShouldBe("lab7");
        KnownPasswords.Of("$6$abc$7nIsuE9Kc/XmS9YsbLVIpD9zvnpVerrIUjF20LDgaIHNW8QfeRPPEl14QkYPhUa4ziDakyZFW1sEDCCY3FP0p/", "root").ShouldBeNull();
    }
}
