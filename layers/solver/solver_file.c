#include "layers/solver/solver_file.h"
#include "layers/text.h"
#include <errno.h>
#include <inttypes.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The entries of a model by columns. */
typedef struct Columns {
    int64_t *start; /* [n_columns + 1] */
    int32_t *row;
    double *value;
} Columns;

static void columns_free(Columns *columns) {
    free(columns->start);
    free(columns->row);
    free(columns->value);
}

/* Counting sort by column; rows stay in order. O(entries + columns). */
static Status columns_make(const SolverModel *model, Columns *columns) {
    size_t entries = (size_t)model->row_start[model->n_rows];
    columns->start = calloc(model->n_columns + 2, sizeof *columns->start);
    columns->row = malloc((entries + 1) * sizeof *columns->row);
    columns->value = malloc((entries + 1) * sizeof *columns->value);
    if (!columns->start || !columns->row || !columns->value) return STATUS_NO_MEMORY;
    int64_t *next = columns->start + 1; /* next[c] ends as the end of c, which is start[c + 1] */
    for (size_t at = 0; at < entries; at++) next[model->row_column[at] + 1]++;
    for (size_t c = 0; c < model->n_columns; c++) next[c + 1] += next[c];
    for (size_t r = 0; r < model->n_rows; r++)
        for (int64_t at = model->row_start[r]; at < model->row_start[r + 1]; at++) {
            int64_t to = next[model->row_column[at]]++;
            columns->row[to] = (int32_t)r;
            columns->value[to] = model->row_value[at];
        }
    return STATUS_OK;
}

static void write_rows(FILE *file, const SolverModel *model) {
    static const char letter[] = {
        [SOLVER_AT_MOST] = 'L', [SOLVER_EQUAL] = 'E', [SOLVER_AT_LEAST] = 'G'};
    fputs("NAME PIETURA FREE\nROWS\n N OBJ\n", file);
    for (size_t r = 0; r < model->n_rows; r++)
        fprintf(file, " %c R%zu\n", letter[model->sense[r]], r);
}

static void write_columns(FILE *file, const SolverModel *model, const Columns *columns,
                          double factor) {
    bool inside = false; /* between the markers of integer columns */
    fputs("COLUMNS\n", file);
    for (size_t c = 0; c < model->n_columns; c++) {
        bool integer = model->integer && model->integer[c];
        if (integer != inside)
            fprintf(file, " M%zu 'MARKER' %s\n", c, integer ? "'INTORG'" : "'INTEND'");
        inside = integer;
        fprintf(file, " C%zu OBJ %.17g\n", c, factor * model->objective[c]);
        for (int64_t at = columns->start[c]; at < columns->start[c + 1]; at++)
            fprintf(file, " C%zu R%" PRId32 " %.17g\n", c, columns->row[at], columns->value[at]);
    }
    if (inside) fputs(" MEND 'MARKER' 'INTEND'\n", file);
}

/* Each bound is written, also where it is what MPS takes by itself: for integers readers differ. */
static void write_bounds(FILE *file, const SolverModel *model) {
    fputs("RHS\n", file);
    for (size_t r = 0; r < model->n_rows; r++)
        if (model->rhs[r] != 0) fprintf(file, " RHS R%zu %.17g\n", r, model->rhs[r]);
    fputs("BOUNDS\n", file);
    for (size_t c = 0; c < model->n_columns; c++) {
        if (isfinite(model->lower[c]))
            fprintf(file, " LO BND C%zu %.17g\n", c, model->lower[c]);
        else
            fprintf(file, " MI BND C%zu\n", c);
        if (isfinite(model->upper[c]))
            fprintf(file, " UP BND C%zu %.17g\n", c, model->upper[c]);
        else
            fprintf(file, " PL BND C%zu\n", c);
    }
    fputs("ENDATA\n", file);
}

static Status not_writable(const char *path, int why, Error *error) {
    return error_file(error, STATUS_NOT_WRITABLE, path, _("cannot be written: %s"),
                      strerror(why != 0 ? why : EIO));
}

static Status write_all(const SolverModel *model, const Columns *columns, double factor,
                        const char *path, Error *error) {
    errno = 0;
    FILE *file = fopen(path, "w");
    if (!file) return not_writable(path, errno, error);
    write_rows(file, model);
    write_columns(file, model, columns, factor);
    write_bounds(file, model);
    bool failed = ferror(file) != 0;
    int why = errno;
    if (fclose(file) != 0) {
        failed = true;
        why = errno;
    }
    return failed ? not_writable(path, why, error) : STATUS_OK;
}

/* Numbers with a point in this thread from here on; messages stay as they are. (locale_t)0: no
 * memory. */
static locale_t plain_numbers(locale_t *before) {
    *before = uselocale((locale_t)0);
    locale_t copy = duplocale(*before);
    if (!copy) return copy;
    locale_t plain = newlocale(LC_NUMERIC_MASK, "C", copy);
    if (plain)
        uselocale(plain);
    else
        freelocale(copy);
    return plain;
}

static void numbers_as_before(locale_t plain, locale_t before) {
    uselocale(before);
    freelocale(plain);
}

Status solver_write_model(const SolverModel *model, double factor, const char *path, Error *error) {
    Columns columns = {0};
    Status status = columns_make(model, &columns);
    locale_t before = (locale_t)0, plain = (locale_t)0;
    if (status == STATUS_OK) plain = plain_numbers(&before);
    if (!plain) {
        status = error_status(error, STATUS_NO_MEMORY);
    } else {
        status = write_all(model, &columns, factor, path, error);
        numbers_as_before(plain, before);
    }
    columns_free(&columns);
    return status;
}

bool solver_read_outcome(const char *path, SolverOutcome *outcome) {
    static const struct {
        const char *text;
        SolverOutcome outcome;
    } line[] = {{"Optimal - ", SOLVER_OPTIMAL},
                {"Infeasible - ", SOLVER_INFEASIBLE},
                {"Integer infeasible - ", SOLVER_INFEASIBLE},
                {"Unbounded - ", SOLVER_UNBOUNDED},
                {"Stopped on ", SOLVER_LIMIT},
                {"Stopped by ", SOLVER_LIMIT}};
    char text[256] = "";
    FILE *file = fopen(path, "r");
    if (!file) return false;
    bool found = fgets(text, sizeof text, file) != NULL;
    fclose(file);
    for (size_t k = 0; found && k < sizeof line / sizeof *line; k++)
        if (strncmp(text, line[k].text, strlen(line[k].text)) == 0) {
            *outcome = line[k].outcome;
            return true;
        }
    return false;
}

/* The file: int rows, int columns, double objective; then doubles: rows, their duals, columns,
 * their duals. */
bool solver_read_values(const char *path, const SolverModel *model, double *value) {
    int shape[2];
    double objective;
    FILE *file = fopen(path, "rb");
    if (!file) return false;
    bool ok = fread(shape, sizeof shape, 1, file) == 1 && shape[0] >= 0 &&
              (size_t)shape[0] == model->n_rows && shape[1] >= 0 &&
              (size_t)shape[1] == model->n_columns &&
              fread(&objective, sizeof objective, 1, file) == 1;
    double skipped;
    for (size_t k = 0; ok && k < 2 * model->n_rows; k++)
        ok = fread(&skipped, sizeof skipped, 1, file) == 1;
    ok = ok && fread(value, sizeof *value, model->n_columns, file) == model->n_columns;
    fclose(file);
    return ok;
}

/* The number after `key` where the line starts with it. */
static bool number_after(const char *line, const char *key, double *number) {
    size_t n = strlen(key);
    if (strncmp(line, key, n) != 0) return false;
    char *end = NULL;
    double value = strtod(line + n, &end);
    if (end == line + n || !isfinite(value)) return false;
    *number = value;
    return true;
}

/* What is not plain ASCII becomes "?": the line goes into a message. */
static void keep_last(SolverLog *log, const char *line) {
    size_t n = strcspn(line, "\r\n");
    if (n == 0) return;
    if (n >= sizeof log->last) n = sizeof log->last - 1;
    for (size_t k = 0; k < n; k++) log->last[k] = line[k] < ' ' || line[k] > '~' ? '?' : line[k];
    log->last[n] = '\0';
}

void solver_read_log(const char *path, SolverLog *log) {
    *log = (SolverLog){.bound = -INFINITY};
    FILE *file = fopen(path, "r");
    if (!file) return;
    locale_t before = (locale_t)0, plain = plain_numbers(&before);
    char line[512];
    while (fgets(line, sizeof line, file)) {
        double number;
        keep_last(log, line);
        /* printed with three decimals, so up to half of the last one is taken away */
        if (plain && number_after(line, "Lower bound:", &number)) log->bound = number - 0.0005;
        if (plain && number_after(line, "Enumerated nodes:", &number) && fabs(number) < 1e15)
            log->nodes = (int64_t)number;
    }
    if (plain) numbers_as_before(plain, before);
    fclose(file);
}
