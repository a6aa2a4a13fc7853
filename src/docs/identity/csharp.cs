// Prints the user_hash of the customer id given as the first argument.
// snippet:begin
using System;
using System.Security.Cryptography;
using System.Text;

static class Identity
{
    public static string UserHash(string userId)
    {
        string secret = Environment.GetEnvironmentVariable("DESKBELL_IDENTITY_SECRET");
        using (var mac = new HMACSHA256(Encoding.UTF8.GetBytes(secret)))
        {
            byte[] hash = mac.ComputeHash(Encoding.UTF8.GetBytes(userId));
            return BitConverter.ToString(hash).Replace("-", "").ToLowerInvariant();
        }
    }
}
// snippet:end

static class Program
{
    static void Main(string[] arguments)
    {
        Console.WriteLine(Identity.UserHash(arguments[0]));
    }
}
