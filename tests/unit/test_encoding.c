/* Bytes to UTF-8 text in normal form C. */
#include "tests/unit/cmocka_all.h"

#include "layers/source/text_encoding.h"
#include <stdlib.h>
#include <string.h>

static FileBytes bytes_of(const char *text, size_t n) {
    FileBytes bytes = {malloc(n + 1), n};
    memcpy(bytes.data, text, n);
    bytes.data[n] = '\0';
    return bytes;
}

static void decodes(const char *text, size_t n, const char *declared, const char *wanted,
                    const char *encoding, bool guessed, bool clean) {
    FileBytes bytes = bytes_of(text, n);
    Decoded decoded;
    Error error = {0};
    assert_int_equal(text_decode(&bytes, declared, "f", &decoded, &error), STATUS_OK);
    assert_string_equal(bytes.data, wanted);
    assert_int_equal(bytes.n, strlen(wanted));
    assert_string_equal(decoded.encoding, encoding);
    assert_int_equal(decoded.guessed, guessed);
    assert_int_equal(decoded.clean, clean);
    file_bytes_free(&bytes);
}

#define TEXT(literal) literal, sizeof literal - 1

static void encodings_are_detected(void **state) {
    (void)state;
    decodes(TEXT("plain"), NULL, "plain", "UTF-8", false, true);
    decodes(TEXT("\xc4\x81\xc4\x8d\xc4\x93"), NULL, "āčē", "UTF-8", false, true);
    decodes(TEXT("\xef\xbb\xbf"
                 "a,b"),
            NULL, "a,b", "UTF-8", false, true);
    decodes(TEXT("C\xe7sis, \xd0"
                 "eik\xe2"),
            NULL, "Cēsis, Šeikā", "windows-1257", true, true);
    decodes(TEXT("\xff\xfe"
                 "a\0\x01\x01"),
            NULL, "aā", "UTF-16", false, true);
}

static void a_declared_encoding_is_obeyed(void **state) {
    (void)state;
    decodes(TEXT("\xe2"), "windows-1257", "ā", "windows-1257", false, true);
    decodes(TEXT("\xe2"), "ISO-8859-1", "â", "ISO-8859-1", false, true);
    /* not in the encoding: becomes a byte that no UTF-8 text holds, so that its row is refused */
    decodes(TEXT("ok\nb\xe2"
                 "d\n"),
            "utf-8",
            "ok\nb\xe2"
            "d\n",
            "UTF-8", false, false);
    decodes(TEXT("a\x80\xa1z"), "windows-1257", "a€\xffz", "windows-1257", false, false);
}

/* One broken byte among many good letters does not make a UTF-8 file a Windows-1257 one. */
static void one_bad_byte_spoils_one_row(void **state) {
    (void)state;
    char text[256] = "", wanted[256];
    for (int i = 0; i < 30; i++) strcat(text, "ā");
    strcat(text, "\n\xe2\n");
    strcpy(wanted, text);
    decodes(text, strlen(text), NULL, wanted, "UTF-8", false, false);
}

static void what_is_no_text_is_refused(void **state) {
    (void)state;
    FileBytes bytes = bytes_of(TEXT("a\0b"));
    Decoded decoded;
    Error error = {0};
    assert_int_equal(text_decode(&bytes, NULL, "f.csv", &decoded, &error), STATUS_UNREADABLE);
    assert_non_null(strstr(error.message, "NUL"));
    assert_string_equal(error.file, "f.csv");
    assert_int_equal(text_decode(&bytes, "klingon", "f.csv", &decoded, &error), STATUS_UNREADABLE);
    assert_non_null(strstr(error.message, "klingon"));
    file_bytes_free(&bytes);
}

static void texts_are_normalised(void **state) {
    (void)state;
    Strings strings = {0};
    const char *copy = "unset";
    assert_int_equal(text_nfc(&strings,
                              "a\xcc\x84"
                              "da",
                              &copy),
                     STATUS_OK); /* a + macron */
    assert_string_equal(copy, "āda");
    assert_int_equal(text_nfc(&strings, "plain", &copy), STATUS_OK);
    assert_string_equal(copy, "plain");
    assert_int_equal(text_nfc(&strings, "", &copy), STATUS_OK);
    assert_null(copy);
    assert_int_equal(text_nfc(&strings, "\xff", &copy), STATUS_UNREADABLE);
    strings_free(&strings);
}

static void utf8_is_checked_past_the_ascii_run(void **state) {
    (void)state;
    assert_true(text_is_utf8(TEXT("0123456789abcdef\xc4\x81")));
    assert_false(text_is_utf8(TEXT("0123456789abcdef\xc4")));
    assert_false(text_is_utf8(TEXT("\xc0\xaf")));     /* an overlong '/' */
    assert_false(text_is_utf8(TEXT("\xed\xa0\x80"))); /* a surrogate */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(encodings_are_detected),
        cmocka_unit_test(a_declared_encoding_is_obeyed),
        cmocka_unit_test(one_bad_byte_spoils_one_row),
        cmocka_unit_test(what_is_no_text_is_refused),
        cmocka_unit_test(texts_are_normalised),
        cmocka_unit_test(utf8_is_checked_past_the_ascii_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
