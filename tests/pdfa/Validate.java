import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

/** Asks veraPDF whether each file is PDF/A-3a; one line a file, and one for each rule it breaks. */
public class Validate {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    boolean all = files.length > 0;
    for (String file : files) {
      try (var in = new FileInputStream(file);
          var parser = Foundries.defaultInstance().createParser(in, PDFAFlavour.PDFA_3_A);
          var validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_3_A, false)) {
        var result = validator.validate(parser);
        all &= result.isCompliant();
        System.out.println((result.isCompliant() ? "PDF/A-3a  " : "NOT       ") + file);
        result.getTestAssertions().stream()
            .filter(a -> a.getStatus() == TestAssertion.Status.FAILED)
            .map(a -> "  " + a.getRuleId().getClause() + " " + a.getRuleId().getTestNumber() + ": " + a.getMessage()
                + " @ " + a.getLocation().getContext())
            .distinct().limit(40).forEach(System.out::println);
      }
    }
    System.exit(all ? 0 : 1);
  }
}
