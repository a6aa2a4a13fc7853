// Prints the user_hash of the customer id given as the first argument.
// snippet:begin
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

// snippet:end
class Program {
    public static void main(String[] arguments) throws GeneralSecurityException {
        System.out.println(Identity.userHash(arguments[0]));
    }
}

// snippet:begin
class Identity {
    static String userHash(String userId) throws GeneralSecurityException {
        byte[] secret = System.getenv("DESKBELL_IDENTITY_SECRET").getBytes(StandardCharsets.UTF_8);
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret, "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(userId.getBytes(StandardCharsets.UTF_8)));
    }
}
// snippet:end
