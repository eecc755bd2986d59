/* Tests of layers/pg_target: connection strings, and that a password is in nothing that is shown.
 */
#include "layers/pg_target.h"
#include "tests/unit/cmocka_all.h"
#include <stdlib.h>
#include <string.h>

static void assert_target(const char *text, const char *connection, const char *shown,
                          const char *schema) {
    PgTarget target = {0};
    Error error = {0};
    assert_int_equal(pg_target_parse(text, &target, &error), STATUS_OK);
    assert_string_equal(target.connection, connection);
    assert_string_equal(target.shown, shown);
    if (schema)
        assert_string_equal(target.schema, schema);
    else
        assert_null(target.schema);
    pg_target_free(&target);
}

static void test_targets(void **state) {
    (void)state;
    assert_target("PG:", "PG:", "PG:", NULL);
    assert_target("PG:dbname=a", "PG:dbname=a", "PG:dbname=a", NULL);
    assert_target("PG: dbname = a  schema=b host=c ", "PG:dbname=a host=c", "PG:dbname=a host=c",
                  "b");
    assert_target("PG:password=x dbname=a", "PG:password=x dbname=a", "PG:dbname=a", NULL);
    assert_target("PG:dbname='two words' password='p \\'q\\\\' user=u",
                  "PG:dbname='two words' password='p \\'q\\\\' user=u",
                  "PG:dbname='two words' user=u", NULL);
    assert_target("PG:sslpassword=x user=''", "PG:sslpassword=x user=''", "PG:user=''", NULL);
    /* a plan file keeps the quotes that a shell takes; GDAL did not understand them */
    assert_target("PG:\"dbname=a password=x schema=b\"", "PG:dbname=a password=x", "PG:dbname=a",
                  "b");
    assert_target("PG:\"\"", "PG:", "PG:", NULL);
    assert_target("PG:schema='' dbname=a", "PG:dbname=a", "PG:dbname=a", NULL);
}

static void test_bad_targets(void **state) {
    (void)state;
    const char *const bad[] = {"dbname=a", "PG:dbname",           "PG:=a",
                               "PG:a=b c", "PG:password='geheim", "PG:'a'=b",
                               "PG:\"",    "PG:\"dbname",         "PG:postgresql://u:geheim@h/d"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        PgTarget target = {0};
        Error error = {0};
        assert_int_equal(pg_target_parse(bad[i], &target, &error), STATUS_USAGE);
        assert_null(target.connection);
        assert_null(strstr(error.message, "geheim"));
    }
    assert_false(pg_is_target(NULL));
    assert_false(pg_is_target("pg.csv"));
}

static void assert_hidden(const char *text, const char *expected) {
    char *copy = strdup(text);
    assert_non_null(copy);
    pg_hide_passwords(copy);
    assert_string_equal(copy, expected);
    free(copy);
}

static void test_hidden(void **state) {
    (void)state;
    assert_hidden("source: PG:dbname=a password=x user=u\n", "source: PG:dbname=a user=u\n");
    assert_hidden("source: \"PG:dbname=a password=x\"\nb: 1\n", "source: \"PG:dbname=a \"\nb: 1\n");
    assert_hidden("source: \"PG:password='a b' dbname=a\"\n", "source: \"PG:dbname=a\"\n");
    assert_hidden("source: PG:\"dbname=a password=x\"\n", "source: PG:\"dbname=a \"\n");
    assert_hidden("source: 'PG:password=''a b'' dbname=a'\n", "source: 'PG:dbname=a'\n");
    assert_hidden("source: PG:sslpassword = x dbname=a\n", "source: PG:dbname=a\n");
    assert_hidden("a: PG:password=x d=1\nb: PG:password=y d=2\n", "a: PG:d=1\nb: PG:d=2\n");
    /* what is no connection stays */
    assert_hidden("name: \"the password=secret\"\n", "name: \"the password=secret\"\n");
    assert_hidden("a: PG:dbname=a\nb: a password\n", "a: PG:dbname=a\nb: a password\n");
    assert_hidden("a: PG:password=", "a: PG:");
    assert_hidden("a: PG:password='x", "a: PG:");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_targets),
                                       cmocka_unit_test(test_bad_targets),
                                       cmocka_unit_test(test_hidden)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
