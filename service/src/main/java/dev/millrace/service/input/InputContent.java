package dev.millrace.service.input;

import dev.millrace.model.image.EncodedImage;
import dev.millrace.model.spec.TaskType;
import dev.millrace.schemas.MalformedRecordException;
import dev.millrace.schemas.fields.Field;
import dev.millrace.schemas.fields.FieldPath;
import dev.millrace.schemas.fields.FieldValue;
import dev.millrace.schemas.fields.RecordFields;
import dev.millrace.service.tasks.ContentEncoding;
import dev.millrace.service.tasks.InputConfig;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the image or text in a record that Millrace did not define. Thread-safe. */
final class InputContent {

    private static final String BASE64_MARK = ";base64,";
    private static final String BYTES = "bytes";
    private static final String STRING = "string";

    private final InputConfig config;
    private final TaskType type;

    InputContent(InputConfig config, TaskType type) {
        this.config = config;
        this.type = type;
    }

    /** @throws MalformedRecordException when there is no image where it should be */
    EncodedImage image(RecordFields record) {
        FieldValue value = value(record);
        if (value instanceof FieldValue.Binary binary) {
            return EncodedImage.encoded(
                    config.encoding() == ContentEncoding.BASE64 ? decoded(latin1(binary.bytes())) : binary.bytes());
        }
        if (value instanceof FieldValue.Text text && config.encoding() != ContentEncoding.BYTES) {
            return EncodedImage.encoded(decoded(text.text()));
        }
        throw unusable("bytes" + (config.encoding() == ContentEncoding.BYTES ? "" : " or base64 in a string"), value);
    }

    /** @throws MalformedRecordException when there is no text where it should be */
    String text(RecordFields record) {
        FieldValue value = value(record);
        if (value instanceof FieldValue.Text text) {
            return config.encoding() == ContentEncoding.BASE64 ? utf8(decoded(text.text())) : text.text();
        }
        if (value instanceof FieldValue.Binary binary) {
            return utf8(config.encoding() == ContentEncoding.BASE64 ? decoded(latin1(binary.bytes())) : binary.bytes());
        }
        throw unusable("a string", value);
    }

    private FieldValue value(RecordFields record) {
        if (config.content().isPresent()) {
            FieldPath path = config.content().get();
            return record.at(path)
                    .orElseThrow(() -> new MalformedRecordException("required " + what() + " at '" + path
                            + "', got nothing there in " + record.format() + ": it has " + list(record.fields())));
        }
        Optional<FieldValue> whole = record.whole();
        if (whole.isPresent()) {
            return whole.get();
        }
        FieldPath only = only(record.fields(), record.format());
        return record.at(only)
                .orElseThrow(() -> new MalformedRecordException(
                        "required " + what() + " at '" + only + "', got nothing there in " + record.format()));
    }

    /**
     * The only field that the content can be.
     *
     * @throws MalformedRecordException naming the candidates when there are none or several
     */
    FieldPath only(List<Field> fields, String format) {
        List<Field> candidates = candidates(fields);
        if (candidates.size() == 1) {
            return candidates.get(0).path();
        }
        throw new MalformedRecordException("required one field that can be " + what() + ", got "
                + (candidates.isEmpty() ? "none" : candidates.size() + ": " + list(candidates)) + " in " + format
                + (candidates.isEmpty() ? ", which has " + list(fields) : "")
                + "; name it in the setting input.content");
    }

    private List<Field> candidates(List<Field> fields) {
        List<Field> free = fields.stream()
                .filter(field -> config.label().filter(field.path()::equals).isEmpty())
                .filter(field -> config.id().filter(field.path()::equals).isEmpty())
                .toList();
        List<Field> binary =
                free.stream().filter(field -> field.kind().equals(BYTES)).toList();
        List<Field> strings =
                free.stream().filter(field -> field.kind().equals(STRING)).toList();
        if (type == TaskType.IMAGE) {
            return binary.isEmpty() ? strings : binary;
        }
        return strings.isEmpty() ? binary : strings;
    }

    private String what() {
        return type == TaskType.IMAGE ? "an image" : "a text";
    }

    private MalformedRecordException unusable(String required, FieldValue value) {
        String where = config.content().map(path -> " at '" + path + "'").orElse("");
        return new MalformedRecordException("required " + required + where + ", got a value of type " + value.kind());
    }

    private static String list(List<Field> fields) {
        return fields.isEmpty()
                ? "no fields"
                : fields.stream().map(Field::toString).collect(Collectors.joining(", "));
    }

    private static String latin1(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes.duplicate()).toString();
    }

    /** Base64 of either alphabet, line breaks ignored, a data URL's prefix too. */
    private static ByteBuffer decoded(String text) {
        int mark = text.startsWith("data:") ? text.indexOf(BASE64_MARK) : -1;
        String body = mark < 0 ? text : text.substring(mark + BASE64_MARK.length());
        try {
            return ByteBuffer.wrap(Base64.getMimeDecoder()
                    .decode(body.replace('-', '+').replace('_', '/').getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException("required base64, got text that is not: " + e.getMessage());
        }
    }

    private static String utf8(ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.duplicate()).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedRecordException("required text in UTF-8, got bytes that are not");
        }
    }
}
