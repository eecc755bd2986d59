/* Stops of a GTFS feed, from a zip and from a folder, and feeds that are broken. */
#include "layers/source/bundle.h"
#include "source_support.h"
#include <ogr_srs_api.h>

#define STOPS_HEAD "stop_id,stop_name,stop_lat,stop_lon,location_type\n"
/* 57 N 24.08 E lies at easting 504860, northing 318130 or so: outside unit 0001 by 8 km;
   56.9 N 24.08 E lies inside it (504870, 307000). */
#define STOPS                                                                                      \
    STOPS_HEAD "b,Buss,56.9,24.08,0\nt,Tramvajs,56.9,24.09,\nr,Vilciens,56.9,24.1,0\n"             \
               "n,Neviens,56.9,24.11,0\ns,Stacija,56.9,24.1,1\nx,Dažādi,56.9,24.12,0\n"
#define ROUTES "route_id,route_type\nB,700\nT,0\nR,2\nF,1000\nZ,1300\n"
#define TRIPS  "trip_id,route_id\nb1,B\nt1,T\nr1,R\nf1,F\nz1,Z\n"
#define STOP_TIMES                                                                                 \
    "trip_id,stop_id,stop_sequence\nb1,b,1\nt1,t,1\nr1,r,1\nr1,s,2\nf1,x,1\nr1,x,3\nt1,x,2\n"

static const char *const WHOLE[] = {
    "stops.txt", "\xef\xbb\xbf" STOPS, "routes.txt", ROUTES,           "trips.txt",
    TRIPS,       "stop_times.txt",     STOP_TIMES,   "../../etc/evil", "x"};

static void use_feed(Fixture *f, StopSpec *stops, const char *name) {
    *stops = (StopSpec){.source = source_ref(f, name, NULL), .format = STOPS_GTFS};
    f->spec.stops = stops;
    f->spec.n_stops = 1;
}

static const Stop *stop_of(const Fixture *f, const char *id) {
    for (size_t i = 0; i < f->country.n_stops; i++)
        if (strcmp(f->country.stop[i].id, id) == 0) return &f->country.stop[i];
    fail_msg("no stop %s", id);
    return NULL;
}

static void check_whole(Fixture *f, bool served_only) {
    assert_int_equal(f->country.n_stops, 5);
    assert_int_equal(stop_of(f, "b")->kind, STOP_BUS);
    assert_int_equal(stop_of(f, "t")->kind, STOP_TRAM);
    assert_int_equal(stop_of(f, "r")->kind, STOP_RAIL);
    assert_int_equal(stop_of(f, "n")->kind, STOP_BUS);
    assert_int_equal(stop_of(f, "x")->kind, STOP_TRAM); /* first of tram, rail, ferry */
    assert_true(stop_of(f, "b")->counts && stop_of(f, "t")->counts && stop_of(f, "x")->counts);
    assert_false(stop_of(f, "r")->counts);
    assert_true(stop_of(f, "r")->served);
    assert_false(stop_of(f, "n")->served);
    assert_int_equal(stop_of(f, "n")->counts, !served_only);
    assert_string_equal(stop_of(f, "x")->name, "Dažādi");
    /* a station is no boarding place: one row of six, and yet not too many (5 %) are refused */
    assert_int_equal(only_note(f, ROW_NOT_BOARDING)->row, 5);
    assert_int_equal(f->country.source[1].rows_refused, 1);
    assert_int_equal(count_notes(f, ROW_NOTE_UNKNOWN_REFERENCE), 0);
}

static void a_whole_feed(void **state) {
    (void)state;
    Fixture f;
    StopSpec stops;
    fixture_open(&f);
    write_zip(&f, "feed.zip", WHOLE, 4);
    use_feed(&f, &stops, "feed.zip");
    assert_import(&f);
    check_whole(&f, false);
    f.spec.stops_served_only = true;
    assert_import(&f);
    check_whole(&f, true);
    assert_string_equal(f.country.source[1].driver, "GTFS");
    assert_int_equal(strlen(f.country.source[1].sha256), 64);
    fixture_close(&f);
}

static void a_folder_is_read_like_a_zip(void **state) {
    (void)state;
    Fixture f;
    StopSpec stops;
    fixture_open(&f);
    assert_int_equal(mkdir(fixture_path(&f, "feed"), 0700), 0);
    for (int i = 0; i < 4; i++) {
        char name[64];
        snprintf(name, sizeof name, "feed/%s", WHOLE[2 * i]);
        write_text(&f, name, WHOLE[2 * i + 1]);
    }
    use_feed(&f, &stops, "feed");
    assert_import(&f);
    check_whole(&f, false);
    fixture_close(&f);
}

static void members_in_a_folder_of_the_zip(void **state) {
    (void)state;
    Fixture f;
    StopSpec stops;
    const char *const member[] = {"feed/stops.txt", STOPS, "feed/routes.txt",     ROUTES,
                                  "feed/trips.txt", TRIPS, "feed/stop_times.txt", STOP_TIMES};
    fixture_open(&f);
    write_zip(&f, "feed.zip", member, 4);
    use_feed(&f, &stops, "feed.zip");
    assert_import(&f);
    check_whole(&f, false);
    fixture_close(&f);
}

static void a_feed_without_stop_times(void **state) {
    (void)state;
    Fixture f;
    StopSpec stops;
    fixture_open(&f);
    write_zip(&f, "feed.zip", WHOLE, 3);
    use_feed(&f, &stops, "feed.zip");
    assert_import(&f);
    assert_int_equal(f.country.n_stops, 5);
    for (size_t i = 0; i < 5; i++)
        assert_true(f.country.stop[i].kind == STOP_BUS && f.country.stop[i].counts &&
                    f.country.stop[i].served);
    assert_string_equal(only_note(&f, ROW_NOTE_NO_TIMETABLE)->detail, "stop_times.txt");
    f.spec.stops_served_only = true;
    assert_refused(&f, STATUS_MISSING, "which stops are served");
    assert_string_equal(f.error.layer, "stop_times.txt");
    fixture_close(&f);
}

static void a_feed_without_stops(void **state) {
    (void)state;
    Fixture f;
    StopSpec stops;
    fixture_open(&f);
    write_zip(&f, "feed.zip", WHOLE + 2, 3);
    use_feed(&f, &stops, "feed.zip");
    assert_refused(&f, STATUS_MISSING, "stops.txt");
    fixture_close(&f);
}

static void unknown_stops_and_trips_are_counted(void **state) {
    (void)state;
    Fixture f;
    StopSpec stops;
    const char *const member[] = {
        "stops.txt", STOPS,          "routes.txt",     ROUTES,
        "trips.txt", TRIPS "u1,U\n", "stop_times.txt", STOP_TIMES "b1,?,2\nb1,??,3\nzz,b,1\n"};
    fixture_open(&f);
    write_zip(&f, "feed.zip", member, 4);
    use_feed(&f, &stops, "feed.zip");
    assert_import(&f);
    assert_int_equal(count_notes(&f, ROW_NOTE_UNKNOWN_REFERENCE), 3);
    assert_string_equal(f.country.note[1].detail, "trips.txt: route_id=U (1)");
    fixture_close(&f);
}

static void bad_stop_rows(void **state) {
    (void)state;
    Fixture f;
    StopSpec stops;
    const char *const member[] = {
        "stops.txt",
        STOPS_HEAD "a,A,56.9,24.08,0\na,Again,56.9,24.08,0\nz,Zero,0,0,0\ne,Empty,,,0\n"
                   "n,Nan,nan,24,0\nf,Far,57.5,24.08,0\n,NoId,56.9,24.08,0\nb,\"open,1,2,0\n"
                   "c,Ok,56.9,24.081,0\np,Pole,95,24,0\n",
        "routes.txt",
        ROUTES,
        "trips.txt",
        TRIPS,
        "stop_times.txt",
        STOP_TIMES};
    fixture_open(&f);
    write_zip(&f, "feed.zip", member, 4);
    use_feed(&f, &stops, "feed.zip");
    assert_import(&f);
    assert_int_equal(f.country.n_stops, 2);
    assert_int_equal(only_note(&f, ROW_DUPLICATE_ID)->row, 2);
    assert_int_equal(only_note(&f, ROW_ZERO_COORDINATE)->row, 3);
    assert_int_equal(only_note(&f, ROW_NO_GEOMETRY)->row, 4);
    assert_int_equal(only_note(&f, ROW_BAD_NUMBER)->row, 5);
    assert_int_equal(only_note(&f, ROW_OUTSIDE)->row, 6);
    assert_int_equal(only_note(&f, ROW_NO_ID)->row, 7);
    assert_int_equal(only_note(&f, ROW_BAD_FIELDS)->row, 8);
    assert_int_equal(only_note(&f, ROW_BAD_COORDINATE)->row, 10);
    fixture_close(&f);
}

static void broken_archives(void **state) {
    (void)state;
    Fixture f;
    StopSpec stops;
    FileBytes bytes;
    fixture_open(&f);
    write_zip(&f, "whole.zip", WHOLE, 4);
    assert_int_equal(file_bytes_read(fixture_path(&f, "whole.zip"), "", &bytes, NULL), STATUS_OK);

    write_bytes(&f, "cut.zip", bytes.data, bytes.n / 2);
    use_feed(&f, &stops, "cut.zip");
    assert_refused(&f, STATUS_UNREADABLE, "not a whole zip");

    bytes.data[45] ^= 0x55; /* in the compressed bytes of stops.txt */
    write_bytes(&f, "flipped.zip", bytes.data, bytes.n);
    use_feed(&f, &stops, "flipped.zip");
    assert_refused(&f, STATUS_UNREADABLE, "checksum");
    file_bytes_free(&bytes);

    write_zip(&f, "evil.zip", WHOLE, 5);
    use_feed(&f, &stops, "evil.zip");
    assert_refused(&f, STATUS_UNREADABLE, "../../etc/evil");

    write_text(&f, "text.zip", "this is no zip");
    use_feed(&f, &stops, "text.zip");
    assert_refused(&f, STATUS_UNREADABLE, "not a whole zip");

    use_feed(&f, &stops, "nowhere.zip");
    assert_refused(&f, STATUS_MISSING, "cannot be opened");
    assert_string_equal(f.error.file, "nowhere.zip");
    fixture_close(&f);
}

static void absolute_names_are_refused(void **state) {
    (void)state;
    static const char *const NAME[] = {"/stops.txt", "a/../../stops.txt", "..", "C:stops.txt",
                                       "..\\stops.txt"};
    Fixture f;
    fixture_open(&f);
    for (size_t i = 0; i < sizeof NAME / sizeof *NAME; i++) {
        const char *const member[] = {NAME[i], STOPS};
        Bundle *bundle = NULL;
        write_zip(&f, "evil.zip", member, 1);
        Status status = bundle_open(fixture_path(&f, "evil.zip"), "evil.zip", &bundle, &f.error);
        if (status != STATUS_UNREADABLE) fail_msg("%s is accepted", NAME[i]);
        assert_null(bundle);
    }
    const char *const fine[] = {"a..b/..c/stops.txt", STOPS};
    Bundle *bundle = NULL;
    write_zip(&f, "fine.zip", fine, 1);
    assert_int_equal(bundle_open(fixture_path(&f, "fine.zip"), "", &bundle, NULL), STATUS_OK);
    assert_true(bundle_has(bundle, "stops.txt"));
    bundle_close(bundle);
    fixture_close(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_feed),
        cmocka_unit_test(a_folder_is_read_like_a_zip),
        cmocka_unit_test(members_in_a_folder_of_the_zip),
        cmocka_unit_test(a_feed_without_stop_times),
        cmocka_unit_test(a_feed_without_stops),
        cmocka_unit_test(unknown_stops_and_trips_are_counted),
        cmocka_unit_test(bad_stop_rows),
        cmocka_unit_test(broken_archives),
        cmocka_unit_test(absolute_names_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
