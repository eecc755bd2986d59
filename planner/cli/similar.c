#include "planner/cli/similar.h"
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { LENGTH = 128 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

static size_t length_of(const char *text) {
    return least(strlen(text), LENGTH - 1);
}

size_t similar_distance(const char *a, const char *b) {
    size_t row[LENGTH], n = length_of(a), m = length_of(b);
    for (size_t j = 0; j <= m; j++) row[j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            bool same = tolower((unsigned char)a[i - 1]) == tolower((unsigned char)b[j - 1]);
            size_t change = corner + !same;
            corner = row[j];
            row[j] = least(change, least(row[j], row[j - 1]) + 1);
        }
    }
    return row[m];
}

static bool holds(const char *name, const char *word) {
    size_t n = strlen(word);
    if (n == 0) return false;
    for (; strlen(name) >= n; name++)
        if (strncasecmp(name, word, n) == 0) return true;
    return false;
}

/* What is more than half of the longer text away is another word. */
static bool is_near(const char *word, const char *name, size_t distance) {
    size_t n = length_of(word), m = length_of(name);
    return distance * 2 <= (n > m ? n : m);
}

/* The nearest name that is not told yet; n: none. A name that holds the word is nearest of all. */
static size_t next_name(const char *word, const char *const *name, size_t n, size_t last_distance,
                        size_t last, bool all, size_t *distance) {
    size_t best = n, best_distance = (size_t)-1;
    for (size_t i = 0; i < n; i++) {
        size_t d = all ? 0 : holds(name[i], word) ? 0 : similar_distance(word, name[i]);
        bool later = last == n || d > last_distance || (d == last_distance && i > last);
        if (!later || d >= best_distance || !(all || is_near(word, name[i], d))) continue;
        best = i;
        best_distance = d;
    }
    *distance = best_distance;
    return best;
}

static size_t write_names(const char *word, const char *const *name, size_t n, size_t most,
                          bool all, char *text, size_t size) {
    size_t told = 0, used = 0, distance = 0, last = n;
    text[0] = '\0';
    for (; told < most; told++) {
        last = next_name(word, name, n, distance, last, all, &distance);
        if (last == n) break;
        size_t room = size - used;
        int wrote = snprintf(text + used, room, "%s%s", told ? ", " : "", name[last]);
        if (wrote < 0 || (size_t)wrote >= room) {
            text[used] = '\0'; /* whole names only */
            break;
        }
        used += (size_t)wrote;
    }
    return told;
}

const char *similar_names(const char *word, const char *const *name, size_t n, size_t most,
                          char *text, size_t size) {
    if (write_names(word, name, n, most, false, text, size) == 0)
        write_names(word, name, n, most, true, text, size);
    return text;
}
