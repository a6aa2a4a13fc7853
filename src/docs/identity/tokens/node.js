// Prints a signed token for the customer id given as the first argument.
// snippet:begin
const crypto = require("node:crypto");

function userToken(userId, profile) {
  const part = (value) =>
    Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 3600; // in an hour
  const head = part({ alg: "HS256", typ: "JWT" });
  const claims = part({ ...profile, sub: String(userId), exp });
  const signature = crypto
    .createHmac("sha256", process.env.DESKBELL_IDENTITY_SECRET)
    .update(`${head}.${claims}`)
    .digest("base64url");
  return `${head}.${claims}.${signature}`;
}
// snippet:end

console.log(userToken(process.argv[2], { name: "Ana Lopes", email: "ana@example.com" }));
