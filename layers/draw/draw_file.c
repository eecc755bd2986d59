#include "layers/draw/draw_file.h"
#include "layers/store/temp_file.h"
#include "layers/text.h"
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

Status draw_file_write(const char *path, const void *bytes, size_t n, Error *error) {
    char *temp = NULL;
    Status status = temp_file_spare_plan(path, error);
    if (status == STATUS_OK) status = temp_file_name(path, &temp, error);
    if (status != STATUS_OK) return status;
    FILE *file = fopen(temp, "wb");
    bool written = file && fwrite(bytes, 1, n, file) == n;
    int why = errno;
    if (file && fclose(file) != 0) {
        if (written) why = errno;
        written = false;
    }
    if (written)
        status = temp_file_finish(temp, path, error);
    else
        status = error_file(error, STATUS_NOT_WRITABLE, path, _("it cannot be written: %s"),
                            strerror(why));
    if (status != STATUS_OK) unlink(temp);
    free(temp);
    return status;
}
