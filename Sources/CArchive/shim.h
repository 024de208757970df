/* The C library's own module first: otherwise its types that archive.h mentions, such as `struct stat`, would count as
   parts of this module, and files that know nothing of archives would have to import it. */
#if __has_include(<SwiftGlibc.h>)
#include <SwiftGlibc.h>
#endif
#include <archive.h>
#include <archive_entry.h>
