package dev.millrace.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.millrace.records.Image;
import dev.millrace.records.Label;
import dev.millrace.records.Review;
import dev.millrace.schemas.fields.FieldValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Describes the content of records. */
final class ContentText {

    private static final int HEAD = 32;

    private ContentText() {}

    static List<Field> image(Image image) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("encoding", image.getEncoding().toString()));
        if (image.getWidth() != null || image.getHeight() != null) {
            fields.add(new Field("size", image.getWidth() + " x " + image.getHeight() + " pixels"));
        }
        fields.add(new Field("content", bytes(image.getContent())));
        Optional.ofNullable(image.getLabel()).ifPresent(label -> fields.add(new Field("label", label)));
        return fields;
    }

    static List<Field> review(Review review) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("text", review.getText()));
        Optional.ofNullable(review.getLabel()).ifPresent(label -> fields.add(new Field("label", label)));
        return fields;
    }

    static List<Field> label(Label label) {
        List<Field> fields = new ArrayList<>();
        fields.add(new Field("label", label.getLabel()));
        Optional.ofNullable(label.getSource()).ifPresent(source -> fields.add(new Field("source", source)));
        return fields;
    }

    /** A field's value in a line. */
    static String value(FieldValue value) {
        if (value instanceof FieldValue.Text text) {
            return text.text();
        }
        if (value instanceof FieldValue.Binary binary) {
            return bytes(binary.bytes());
        }
        return value instanceof FieldValue.Scalar scalar ? scalar.text() : value.kind();
    }

    /** The number of bytes and the first of them, in hexadecimal and, if printable, as text. */
    static String bytes(ByteBuffer content) {
        byte[] head = new byte[Math.min(HEAD, content.remaining())];
        content.duplicate().get(head);
        String more = content.remaining() > HEAD ? " ..." : "";
        return content.remaining() + " bytes: " + HexFormat.of().formatHex(head) + more + "  "
                + new String(head, UTF_8).replaceAll("[^\\x20-\\x7e]", ".");
    }
}
