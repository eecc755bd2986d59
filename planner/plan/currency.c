#include "planner/plan/currency.h"
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* Sorted. The active codes of ISO 4217 without metals, funds and test codes; and LVL. */
static const char *const CODES[] = {
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT",
    "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD",
    "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD",
    "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ",
    "GYD", "HKD", "HNL", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD",
    "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR",
    "LRD", "LSL", "LVL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR",
    "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB",
    "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD",
    "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL",
    "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU",
    "UZS", "VED", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XCG", "XOF", "XPF", "YER", "ZAR",
    "ZMW", "ZWG",
};

static const double LVL_FOR_ONE_EUR = 0.702804;

static int by_code(const void *key, const void *item) {
    return strcmp(key, *(const char *const *)item);
}

bool currency_known(const char *code) {
    return bsearch(code, CODES, sizeof CODES / sizeof *CODES, sizeof *CODES, by_code) != NULL;
}

bool currency_convert(double amount, const char *from, const char *to, double *out) {
    if (strcmp(from, to) == 0)
        *out = amount;
    else if (strcmp(from, "LVL") == 0 && strcmp(to, "EUR") == 0)
        *out = amount / LVL_FOR_ONE_EUR;
    else if (strcmp(from, "EUR") == 0 && strcmp(to, "LVL") == 0)
        *out = amount * LVL_FOR_ONE_EUR;
    else
        return false;
    return true;
}
