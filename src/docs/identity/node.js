// Prints the user_hash of the customer id given as the first argument.
// snippet:begin
const crypto = require("node:crypto");

function userHash(userId) {
  return crypto
    .createHmac("sha256", process.env.DESKBELL_IDENTITY_SECRET)
    .update(String(userId))
    .digest("hex");
}
// snippet:end

console.log(userHash(process.argv[2]));
