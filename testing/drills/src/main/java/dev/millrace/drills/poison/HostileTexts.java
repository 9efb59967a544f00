package dev.millrace.drills.poison;

import static dev.millrace.schemas.deadletter.DeadLetterReason.EMPTY_TEXT;
import static dev.millrace.schemas.deadletter.DeadLetterReason.TEXT_TOO_LARGE;

import dev.millrace.model.text.TextLimits;
import java.nio.ByteBuffer;

/** Texts without a word, with unusual words, or too long. */
final class HostileTexts {

    private static final int LONGEST = TextLimits.standard().maxCharacters();

    private HostileTexts() {}

    static void addTo(PoisonSeries series, RecordBytes records) {
        addWordless(series, records);
        addStrange(series, records);
        addLong(series, records);
        addBytesThatAreNoText(series, WireBytes.schemaId(records.review("any")));
    }

    private static void addWordless(PoisonSeries series, RecordBytes records) {
        series.deadLettered("empty-text", records.review(""), EMPTY_TEXT);
        series.deadLettered("spaces", records.review(" \t\r\n\u00a0\u2003\u3000"), EMPTY_TEXT);
        series.deadLettered(
                "control-characters", records.review("\u0000\u0001\u0007\u001b\u007f\u0085\ufeff"), EMPTY_TEXT);
        series.deadLettered("zero-width-characters", records.review("\u200b\u200d\u2060\u200e\u202e"), EMPTY_TEXT);
        series.deadLettered("punctuation", records.review("?! ... --- '\" \u2026 \u201c\u201d ;;;"), EMPTY_TEXT);
        series.deadLettered("tags", records.review("<br /><p></p><b></b>"), EMPTY_TEXT);
        series.deadLettered("angle-brackets", records.review("<".repeat(LONGEST)), EMPTY_TEXT);
        series.deadLettered("emoji", records.review("\ud83d\ude00\ud83d\udc4e\u2764\ufe0f"), EMPTY_TEXT);
        series.deadLettered("marks-without-a-letter", records.review("\u0301\u0308\u0327"), EMPTY_TEXT);
        series.deadLettered("unassigned-characters", records.review("\uffff\ufffe\ue000"), EMPTY_TEXT);
    }

    private static void addStrange(PoisonSeries series, RecordBytes records) {
        series.classified(
                "combining-marks", records.review("tre\u0301s bie\u0301n cafe\u0301" + "\u0301".repeat(1_000)));
        series.classified("nul-between-words", records.review("good\u0000film"));
        series.classified("right-to-left", records.review("\u202e\u0641\u064a\u0644\u0645 \u062c\u064a\u062f"));
        series.classified(
                "letters-beyond-the-basic-plane", records.review("\ud835\udc54\ud835\udc5c\ud835\udc5c\ud835\udc51"));
        series.classified("growing-in-lower-case", records.review("\u0130".repeat(1_000)));
        series.classified("unclosed-tag", records.review("<b good film"));
        series.classified("script", records.review("<script>alert('1')</script>'; DROP TABLE films; --${jndi:x}"));
        series.classified("digit", records.review("7"));
    }

    private static void addLong(PoisonSeries series, RecordBytes records) {
        series.classified("longest-word", records.review("a".repeat(LONGEST)));
        series.classified("most-words", records.review("a ".repeat(LONGEST / 2)));
        series.deadLettered("text-too-large", records.review("a".repeat(LONGEST + 1)), TEXT_TOO_LARGE);
        series.deadLettered("huge-text", records.review("good film ".repeat(100_000)), TEXT_TOO_LARGE);
        series.deadLettered("huge-text-without-a-word", records.review("\u2026".repeat(300_000)), TEXT_TOO_LARGE);
    }

    /** Java cannot write these texts, so they are given as bytes. */
    private static void addBytesThatAreNoText(PoisonSeries series, int schemaId) {
        byte[] surrogates = {(byte) 0xed, (byte) 0xa0, (byte) 0x80, (byte) 0xed, (byte) 0xb0, (byte) 0x80};
        series.deadLettered("lone-surrogates", WireBytes.framed(schemaId, unlabelled(surrogates)), EMPTY_TEXT);
        byte[] broken = {(byte) 0xc0, (byte) 0x80, (byte) 0xf8, (byte) 0xff, (byte) 0xfe, (byte) 0xe2, (byte) 0x82};
        series.deadLettered("bytes-that-are-not-utf-8", WireBytes.framed(schemaId, unlabelled(broken)), EMPTY_TEXT);
        byte[] latin = {'c', 'a', 'f', (byte) 0xe9, ' ', 'b', 'o', 'n'};
        series.classified("text-in-latin-1", WireBytes.framed(schemaId, unlabelled(latin)));
    }

    private static byte[] unlabelled(byte[] text) {
        return WireBytes.body(encoder -> {
            encoder.writeBytes(ByteBuffer.wrap(text));
            encoder.writeIndex(0);
        });
    }
}
