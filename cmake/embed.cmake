# Turns files into a C source: an array of bytes for each, and a table of their names.
#   cmake -DOUTPUT=file.c -DFILES=a;b;c -P embed.cmake
# A file is found by its name without the folder. Nothing but CMake is needed, and the same files
# give the same source.
set(arrays "")
set(table "")
set(number 0)
foreach(file ${FILES})
  get_filename_component(name ${file} NAME)
  file(READ ${file} hex HEX)
  string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(APPEND arrays "static const unsigned char FILE_${number}[] = {\n${bytes}0x00};\n")
  string(APPEND table "    {\"${name}\", FILE_${number}, sizeof FILE_${number} - 1},\n")
  math(EXPR number "${number} + 1")
endforeach()
file(WRITE ${OUTPUT} "/* made by cmake/embed.cmake */\n#include \"layers/draw/embedded.h\"\n\n${arrays}
const EmbeddedFile EMBEDDED_FILE[] = {\n${table}};
const size_t N_EMBEDDED_FILES = ${number};\n")
